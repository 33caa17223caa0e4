package io.janus.proxy.stats;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The bounded ring through which event loops tell the control plane what happened. Offering never waits: a full ring drops the
 * event and counts it. The numbers do not depend on it, since every error is in a counter too; only the story is thinner.
 */
public final class EventRing {

    /** Drained ten times a second: 4,096 allows 40,000 events a second before the story gets thinner. */
    private static final int CAPACITY = 4096;

    /**
     * JCTools' variant without {@code Unsafe}, whose field offsets a native image would take over from the JVM that built it.
     */
    private final MpscAtomicArrayQueue<ProxyEvent> queue = new MpscAtomicArrayQueue<>(CAPACITY);

    /** Written by whoever finds the ring full, read by the metrics. */
    private final AtomicLong dropped = new AtomicLong();

    /** Offers an event. Any thread; wait-free but for a contended slot. */
    public void offer(ProxyEvent event) {
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /** Hands out what is there now, oldest first. Only on the control loop. */
    public void drain(Consumer<ProxyEvent> to) {
        queue.drain(to::accept, CAPACITY);
    }

    /** How many events found the ring full. */
    public long dropped() {
        return dropped.get();
    }
}
