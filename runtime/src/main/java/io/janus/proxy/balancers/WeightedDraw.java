package io.janus.proxy.balancers;

import java.util.random.RandomGenerator;

/**
 * Draws indexes with a probability in proportion to their weights, each in constant time: one random number, one look into a
 * table. Immutable.
 *
 * <p>
 * This is the alias method (A. J. Walker, "An Efficient Method for Generating Discrete Random Variables with General
 * Distributions", ACM TOMS 3(3), 1977), with the table built in linear time as by M. D. Vose ("A Linear Algorithm for
 * Generating Random Numbers with a Given Distribution", IEEE TSE 17(9), 1991): all indexes get a column of the same height,
 * and what a light one leaves empty of its column is filled up with one heavier index, its alias.
 */
final class WeightedDraw {

    private static final long LOW_HALF = 0xFFFF_FFFFL;

    /** The height of a column. What rounding to it costs is less than one pick in four thousand millions. */
    private static final double HEIGHT = 0x1p32;

    /** By column: in the upper half how far up it is its own index, in the lower half the alias above. */
    private final long[] columns;

    /** A draw from weights that are all positive. */
    WeightedDraw(int[] weights) {
        int size = weights.length;
        columns = new long[size];
        long total = 0;
        for (int weight : weights) {
            total += weight;
        }
        // in units of 1/size, a column's height is the total and every weight times size still to be placed: all exact
        long[] rest = new long[size];
        int[] light = new int[size];
        int[] heavy = new int[size];
        int lights = 0;
        int heavies = 0;
        for (int i = 0; i < size; i++) {
            rest[i] = (long) weights[i] * size;
            columns[i] = column(HEIGHT, i);
            if (rest[i] < total) {
                light[lights++] = i;
            } else {
                heavy[heavies++] = i;
            }
        }
        while (lights > 0 && heavies > 0) {
            int filled = light[--lights];
            int alias = heavy[heavies - 1];
            columns[filled] = column(HEIGHT * rest[filled] / total, alias);
            rest[alias] -= total - rest[filled];
            if (rest[alias] < total) {
                heavies--;
                light[lights++] = alias;
            }
        }
    }

    private static long column(double height, int alias) {
        // a full column is its own alias, so that the one value which does not fit into 32 bits makes no difference
        return Math.min((long) height, LOW_HALF) << 32 | alias;
    }

    /** Draws an index. Allocates nothing. */
    int next(RandomGenerator random) {
        long bits = random.nextLong();
        int index = (int) ((bits >>> 32) * columns.length >>> 32);
        long column = columns[index];
        // all ones when the draw is below the alias, else all zeros: a branch on a random bit is mispredicted half of the time
        int own = (int) ((bits & LOW_HALF) - (column >>> 32) >> 63);
        return index & own | (int) column & ~own;
    }
}
