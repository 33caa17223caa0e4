package io.janus.quarkus.control;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

import io.janus.proxy.Proxy;
import io.janus.proxy.stats.SessionEnd;
import io.janus.quarkus.log.LogText;

/**
 * The end of the data plane, in steps: still accepting while whoever sends traffic notices that Janus is not ready any more and
 * HTTP clients are told to connect elsewhere, then waiting for sessions and requests to end by themselves, then ending what is
 * left. No step waits; each is a task of the control loop, which goes on probing and logging meanwhile.
 */
final class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** How often open connections are counted: a stop is late by no more than people notice. */
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Connections that were reset are gone within a loop turn; one that is not must not hold up the end. */
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final ControlLoop loop;
    private final Proxy proxy;
    private final LongSupplier nanoClock;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Drain(ControlLoop loop, Proxy proxy) {
        this.loop = loop;
        this.proxy = proxy;
        this.nanoClock = System::nanoTime;
    }

    /**
     * Begins. On the control loop.
     *
     * @param acceptWindow how long to go on accepting
     * @param drain how long sessions and requests may go on after that
     * @return completed on the control loop when no connection is left, whichever way it ended; never exceptionally
     */
    CompletableFuture<Void> begin(Duration acceptWindow, Duration drain) {
        proxy.beginDrain();
        LOG.infof("Janus stops: it is not ready any more, accepts for another %s, and what is open has up to %s to end",
                LogText.duration(acceptWindow), LogText.duration(drain));
        loop.after(acceptWindow, () -> stopAccepting(drain));
        return done;
    }

    private void stopAccepting(Duration drain) {
        try {
            proxy.stopAccepting();
        } finally {
            waitFor(drain, this::endTheRest);
        }
    }

    private void endTheRest() {
        LOG.warnf("The drain time is over; connections that are ended now: %d", proxy.openConnections());
        proxy.closeSessions(endpoint -> true, SessionEnd.SHUTDOWN);
        waitFor(LAST_GRACE, () -> done.complete(null));
    }

    private void waitFor(Duration most, Runnable otherwise) {
        look(nanoClock.getAsLong() + most.toNanos(), otherwise);
    }

    private void look(long deadlineNanos, Runnable otherwise) {
        if (proxy.openConnections() == 0) {
            done.complete(null);
        } else if (nanoClock.getAsLong() - deadlineNanos >= 0) {
            otherwise.run();
        } else {
            loop.after(LOOK, () -> look(deadlineNanos, otherwise));
        }
    }
}
