package io.janus.proxy.access;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jctools.queues.atomic.SpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The bounded way of one event loop's records to the thread that writes the log, and back, for they are used again. Handing one
 * over never waits: when the writer is behind, the record is dropped and counted, and the request goes on as if it were
 * written.
 *
 * <p>
 * Two queues with one producer and one consumer each: the loop offers to {@code filled} and takes from {@code emptied}, the
 * writer the other way round. Nothing is allocated before the loop first needs a record, and nothing once as many were made as
 * are under way at once.
 */
public final class AccessRing {

    /**
     * The writer comes a hundred times a second: enough for 200,000 requests a second and loop, several times what one can do,
     * or for a writer that is held up for a tenth of a second. Full of the longest records it is 4 MiB.
     */
    static final int CAPACITY = 2048;

    /** What is kept of records that found the ring full, for the next requests: as many as end in a turn or two. */
    private static final int MOST_SPARE = 64;

    /** JCTools' variant without {@code Unsafe}; see {@link io.janus.proxy.stats.EventRing}. */
    private record Queues(SpscAtomicArrayQueue<AccessRecord> filled, SpscAtomicArrayQueue<AccessRecord> emptied) {
    }

    /** Written once by the loop, when it first needs a record; read by the writer. Null before. */
    private volatile @Nullable Queues queues;

    /** Only the loop. */
    private final ArrayDeque<AccessRecord> spare = new ArrayDeque<>();

    /** Written by the loop alone, read by everyone. */
    private final AtomicLong dropped = new AtomicLong();

    AccessRing() {
    }

    /** A record to be filled, with whatever it had before. Only on the loop. */
    public AccessRecord take() {
        Queues both = queues;
        if (both == null) {
            both = new Queues(new SpscAtomicArrayQueue<>(CAPACITY), new SpscAtomicArrayQueue<>(CAPACITY));
            queues = both;
        }
        AccessRecord used = both.emptied.poll();
        if (used == null) {
            used = spare.pollLast();
        }
        return used != null ? used : new AccessRecord();
    }

    /**
     * Hands a record over, or drops it when the writer is too far behind. It must not be touched any more. Only on the loop.
     */
    public void offer(AccessRecord filled) {
        Queues both = queues;
        if (both == null || !both.filled.offer(filled)) {
            dropped.lazySet(dropped.get() + 1);
            if (spare.size() < MOST_SPARE) {
                spare.addLast(filled);
            }
        }
    }

    /**
     * Hands out what is there now, oldest first. A record is good until the call with it returns. One thread at a time.
     *
     * @return how many there were
     */
    int drain(Consumer<AccessRecord> to) {
        Queues both = queues;
        int count = 0;
        while (both != null && count < CAPACITY) {
            AccessRecord record = both.filled.poll();
            if (record == null) {
                break;
            }
            count++;
            to.accept(record);
            both.emptied.offer(record); // where there is no room it is garbage: there are more than can be needed
        }
        return count;
    }

    /** How many records found the ring full. Any thread. */
    long dropped() {
        return dropped.get();
    }
}
