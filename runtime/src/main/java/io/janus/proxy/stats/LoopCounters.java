package io.janus.proxy.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counters that every event loop keeps for itself and readers merge: one array of longs per loop, one slot per name.
 *
 * <p>
 * Each slot has one writer, its loop, so an increment is a plain read and an opaque store: no lock, no fence, no contention.
 * Readers add the loops up; a total never falls and is at most a moment old. Every array is padded by a cache line on both
 * sides, so that two loops never write to the same line.
 *
 * @param <E> the names
 */
public final class LoopCounters<E extends Enum<E>> {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Longs in two cache lines: adjacent lines are fetched in pairs on x86. */
    private static final int PADDING = 16;

    /** Written by the loop of the same index, read by everyone. */
    private final long[][] loops;

    /** Where the slots of these counters begin in each array. */
    private final int start;

    public LoopCounters(Class<E> names, int loops) {
        this(new long[loops][PADDING + names.getEnumConstants().length + PADDING], PADDING);
    }

    private LoopCounters(long[][] loops, int start) {
        this.loops = loops;
        this.start = start;
    }

    /**
     * Many counters of the same names, side by side in one array per loop: thousands of them take the room of their slots and
     * not of their padding.
     */
    public static <E extends Enum<E>> List<LoopCounters<E>> sideBySide(Class<E> names, int loops, int count) {
        int slots = names.getEnumConstants().length;
        long[][] shared = new long[loops][PADDING + count * slots + PADDING];
        return IntStream.range(0, count).mapToObj(i -> new LoopCounters<E>(shared, PADDING + i * slots)).toList();
    }

    /** Adds to a counter. Only on the thread of that loop. */
    public void add(int loop, E name, long amount) {
        long[] own = loops[loop];
        int slot = start + name.ordinal();
        LONGS.setOpaque(own, slot, own[slot] + amount);
    }

    /** Adds one. Only on the thread of that loop. */
    public void increment(int loop, E name) {
        add(loop, name, 1);
    }

    /** The sum over all loops. Any thread. */
    public long total(E name) {
        int slot = start + name.ordinal();
        long sum = 0;
        for (long[] own : loops) {
            sum += (long) LONGS.getOpaque(own, slot);
        }
        return sum;
    }
}
