package io.janus.server;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.quarkus.JanusControl;
import io.quarkus.runtime.Quarkus;
import sun.misc.Signal;

/**
 * What the process does with signals: TERM and INT drain and end with 0, a second of them ends at once with 1, HUP reloads,
 * USR1 opens the files of access logs anew.
 *
 * <p>
 * The JVM runs each handler on a thread of its own. Left to itself the JVM would answer TERM with its shutdown hooks and the
 * exit code 143, and HUP in the same way. A signal that was ignored when the process began stays ignored: HUP below {@code
 * nohup}, INT in a background job of a script.
 */
final class Signals {

    private static final Logger LOG = Logger.getLogger(Signals.class);

    /** Set by the first TERM or INT; read by those that follow and by the thread of {@code main}. */
    private static final AtomicBoolean STOPPING = new AtomicBoolean();

    /** Set while a reload waits to begin, so that a burst of HUPs becomes one. Set and cleared by the handlers of HUP. */
    private static final AtomicBoolean RELOAD_WAITS = new AtomicBoolean();

    /** A line takes microseconds; this covers a machine that is short of CPU. */
    private static final long LAST_WORDS_MILLIS = 1000;

    /** Written once by the thread of {@code main} when the proxy runs; read by the handlers. */
    private static volatile @Nullable JanusControl control;

    private Signals() {
    }

    /** Takes the signals over. Before Quarkus starts, so that a stop during the start is a clean one too. */
    static void install() {
        Signal.handle(new Signal("TERM"), signal -> stop("SIGTERM"));
        Signal.handle(new Signal("INT"), signal -> stop("SIGINT"));
        Signal.handle(new Signal("HUP"), signal -> reload());
        Signal.handle(new Signal("USR1"), signal -> reopen());
    }

    /** From now on HUP reloads. */
    static void attach(JanusControl janus) {
        control = janus;
    }

    /** Whether TERM or INT came: perhaps before Quarkus was far enough to be told. */
    static boolean stopping() {
        return STOPPING.get();
    }

    private static void stop(String signal) {
        if (STOPPING.compareAndSet(false, true)) {
            // First of all: the stop must not depend on anyone reading our output.
            Quarkus.asyncExit(ExitCode.DONE);
            JanusControl janus = control;
            int connections = janus == null ? 0 : janus.proxy().openConnections();
            LOG.infof("%s: stopping with %s open; a second signal ends at once", signal,
                    connections == 1 ? "1 connection" : connections + " connections");
        } else {
            endAtOnce("janus: second signal (" + signal + "), ending at once");
        }
    }

    /** Says it past the log, on a thread of its own: an output that nobody reads may delay the end by no more than this. */
    private static void endAtOnce(String words) {
        Thread speaker = new Thread(() -> System.err.println(words), "janus-last-words");
        speaker.setDaemon(true);
        speaker.start();
        try {
            speaker.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitCode.REFUSED);
        }
    }

    private static void reload() {
        if (RELOAD_WAITS.compareAndSet(false, true)) {
            reloadNow();
        }
    }

    /** Before there is anything to reopen it means nothing; left to itself it would end the process. */
    private static void reopen() {
        JanusControl janus = control;
        if (janus != null) {
            janus.reopenAccessLogs();
        }
    }

    /** Blocks, as its thread may: it was made for this signal. One at a time is enough. */
    private static synchronized void reloadNow() {
        RELOAD_WAITS.set(false);
        JanusControl janus = control;
        if (janus == null || STOPPING.get()) {
            LOG.infof("SIGHUP: nothing to reload, Janus is %s", janus == null ? "starting" : "stopping");
        } else {
            janus.reload("SIGHUP");
        }
    }
}
