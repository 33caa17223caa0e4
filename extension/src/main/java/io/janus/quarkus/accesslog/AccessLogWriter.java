package io.janus.quarkus.accesslog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessRecord;
import io.janus.proxy.access.AccessRings;
import io.janus.quarkus.threads.ControlThreads;

/**
 * The one thread that makes and writes lines, {@code janus-access-log}: it begins with the first listener that has a log. While
 * an output blocks, as stdout does when nobody reads it, the thread does too; then the rings of the event loops fill, and drop.
 */
final class AccessLogWriter {

    private static final Logger LOG = Logger.getLogger("io.janus.accesslog");

    /** A line is written this soon; the rings are sized for it. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** So many records at once are a sign that there are more; then there is no pause. */
    private static final int MANY = 1024;

    /** How often it is looked whether files were moved away. */
    private static final long FOLLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What a full ring takes to write is some milliseconds; more is an output that takes nothing. */
    private static final long CLOSE_MILLIS = 2000;

    /**
     * Where the lines of one listener go.
     *
     * @param to as it is configured
     */
    record Destination(String to, Output output, LineFormat format) {
    }

    private final AccessRings rings;
    private final AccessCounts counts = new AccessCounts();
    private final LineClock clock = new LineClock(System::currentTimeMillis, System::nanoTime);

    /** By name of the listener. Written by whoever puts configurations in force, read by the writer's thread; immutable. */
    private volatile Map<String, Destination> wanted = Map.of();

    /** Set by whoever asks for it, cleared by the writer's thread. */
    private volatile boolean reopens;

    /** Written once by whoever closes it, read by the writer's thread. */
    private volatile boolean closing;

    /**
     * What no line will go to, once what is in the rings is written. Added to by whoever puts configurations in force, emptied
     * by the writer's thread.
     */
    private final Queue<Output> unwanted = new ConcurrentLinkedQueue<>();

    /** Written by whoever puts configurations in force, read by whoever closes this. */
    private volatile @Nullable Thread thread;

    /** Only the writer's thread: what it writes to, and the time of this round. */
    private Map<String, Destination> current = Map.of();
    private long nowNanos;
    private long followedNanos;

    AccessLogWriter(AccessRings rings) {
        this.rings = rings;
    }

    AccessCounts counts() {
        return counts;
    }

    Output outputTo(Sink sink) {
        return new Output(sink, counts);
    }

    /** Where lines go by the last configuration. */
    Map<String, Destination> destinations() {
        return wanted;
    }

    /** Lines go there from now on; what is in the rings goes where it went before. */
    void use(Map<String, Destination> destinations) {
        wanted = Map.copyOf(destinations);
        if (thread == null && !destinations.isEmpty()) {
            Thread begun = ControlThreads.named("janus-access-log").newThread(this::run);
            thread = begun;
            begun.start();
        }
        LockSupport.unpark(thread);
    }

    /** Closes what no line will go to. */
    void close(Collection<Output> outputs) {
        unwanted.addAll(outputs);
        LockSupport.unpark(thread);
    }

    void reopen() {
        reopens = true;
    }

    void close() {
        closing = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        try {
            running.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running.isAlive()) {
            LOG.warn("The access log takes nothing; what was not written yet is lost.");
        }
    }

    private void run() {
        while (!closing) {
            int count = 0;
            try {
                count = round();
            } catch (RuntimeException | Error e) {
                LOG.error("The access log lost lines, which is a fault of Janus.", e);
            }
            if (current.isEmpty()) {
                LockSupport.park(this);
            } else if (count < MANY) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
        finish();
    }

    /** Writes what there is, then takes up what was configured meanwhile. Answers how many records there were. */
    private int round() {
        // In this order: what is unwanted by now is in nothing that is wanted from now on.
        List<Output> gone = new ArrayList<>();
        for (Output output = unwanted.poll(); output != null; output = unwanted.poll()) {
            gone.add(output);
        }
        Map<String, Destination> next = wanted;
        nowNanos = System.nanoTime();
        tend();
        clock.read();
        int count = rings.drain(this::write);
        for (Destination destination : current.values()) {
            destination.output().flush(nowNanos);
        }
        current = next;
        gone.forEach(output -> output.close(nowNanos));
        return count;
    }

    private void write(AccessRecord record) {
        Destination destination = current.get(record.listener());
        if (destination == null) {
            destination = wanted.get(record.listener()); // it has a log since a moment ago
        }
        LineBuffer line = destination == null ? null : destination.output().next();
        if (destination == null) {
            counts.dropped(1);
        } else if (line != null) {
            destination.format().write(record, line, clock);
            destination.output().added(nowNanos);
        }
    }

    /** Looks after the files. */
    private void tend() {
        boolean anew = reopens;
        if (anew) {
            reopens = false;
        }
        boolean follows = nowNanos - followedNanos >= FOLLOW_NANOS;
        if (!anew && !follows) {
            return;
        }
        followedNanos = nowNanos;
        for (Output output : outputsOf(current)) {
            if (anew) {
                output.flush(nowNanos); // what came before belongs to the file before
                output.reopen(nowNanos);
            } else {
                output.follow(nowNanos);
            }
        }
    }

    static Set<Output> outputsOf(Map<String, Destination> destinations) {
        Set<Output> outputs = new HashSet<>();
        destinations.values().forEach(destination -> outputs.add(destination.output()));
        return outputs;
    }

    /** Whatever happens, files are closed. */
    private void finish() {
        try {
            int count;
            do {
                count = round();
            } while (count > 0);
        } finally {
            outputsOf(current).forEach(output -> output.close(nowNanos));
        }
    }
}
