package io.janus.proxy.balancers;

import java.util.Arrays;

/**
 * A position for each event loop, on cache lines of its own. Each is written and read by its loop only, so plain access is
 * enough, and no loop ever waits for a line that another has just written.
 */
final class LoopPositions {

    /** Ints in two cache lines: adjacent lines are fetched in pairs on x86. */
    private static final int STRIDE = 32;

    /** Position {@code loop} is at {@code (loop + 1) * STRIDE}; the first and the last stride stay empty. */
    private final int[] slots;

    LoopPositions(int loops, int start) {
        slots = new int[(loops + 2) * STRIDE];
        Arrays.fill(slots, start);
    }

    /** Where a loop is. Only on the thread of that loop. */
    int of(int loop) {
        return slots[(loop + 1) * STRIDE];
    }

    /** Moves a loop. Only on the thread of that loop. */
    void move(int loop, int position) {
        slots[(loop + 1) * STRIDE] = position;
    }
}
