package io.janus.proxy.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/**
 * A log-linear histogram of durations that every event loop keeps for itself and readers merge.
 *
 * <p>
 * Each power of two is split into {@value #SUB_BUCKETS} equal buckets, so a recorded value is known to 1/16 (6.25 %) at every
 * magnitude from a microsecond to hours, as in Gil Tene's HdrHistogram. A recording is two opaque stores to memory that only
 * this loop writes.
 */
public final class LatencyHistogram {

    static final int SUB_BUCKETS = 16;
    private static final int SUB_BITS = 4;

    /** Below 1,024 ns everything is one bucket: no proxy answers faster, and it saves ten powers of two. */
    private static final int MIN_BITS = 10;

    /** 2^43 ns is about two and a half hours; what takes longer is counted there. */
    private static final int MAX_BITS = 43;

    private static final int BUCKETS = 1 + (MAX_BITS - MIN_BITS) * SUB_BUCKETS + 1;
    private static final int SUM = BUCKETS;

    /** Longs in two cache lines, behind what one loop writes: adjacent lines are fetched in pairs on x86. */
    private static final int PADDING = 16;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Written by the loop of the same index, read by everyone; behind the buckets the sum in nanoseconds. */
    private final long[][] loops;

    public LatencyHistogram(int loops) {
        this.loops = new long[loops][BUCKETS + 1 + PADDING];
    }

    /** Records a duration in nanoseconds; a negative one counts as 0. Only on the thread of that loop. */
    public void record(int loop, long nanos) {
        long[] own = loops[loop];
        int bucket = bucketOf(nanos);
        LONGS.setOpaque(own, bucket, own[bucket] + 1);
        LONGS.setOpaque(own, SUM, own[SUM] + Math.max(0, nanos));
    }

    /** A consistent-enough copy of all loops together. Any thread; allocates. */
    public Snapshot snapshot() {
        long[] merged = new long[BUCKETS + 1];
        for (long[] own : loops) {
            for (int i = 0; i <= BUCKETS; i++) {
                merged[i] += (long) LONGS.getOpaque(own, i);
            }
        }
        return new Snapshot(merged);
    }

    static int bucketOf(long nanos) {
        if (nanos < 1L << MIN_BITS) {
            return 0;
        }
        int magnitude = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        if (magnitude >= MAX_BITS) {
            return BUCKETS - 1;
        }
        int sub = (int) (nanos >>> magnitude - SUB_BITS) & SUB_BUCKETS - 1;
        return 1 + (magnitude - MIN_BITS) * SUB_BUCKETS + sub;
    }

    /** The first value, in nanoseconds, above everything in the bucket. */
    static long upperBoundOf(int bucket) {
        if (bucket == 0) {
            return 1L << MIN_BITS;
        }
        if (bucket == BUCKETS - 1) {
            return Long.MAX_VALUE;
        }
        int magnitude = MIN_BITS + (bucket - 1) / SUB_BUCKETS;
        long sub = (bucket - 1) % SUB_BUCKETS;
        return (SUB_BUCKETS + sub + 1) << magnitude - SUB_BITS;
    }

    /** A merged copy. Immutable. */
    public static final class Snapshot {

        private final long[] merged;

        private Snapshot(long[] merged) {
            this.merged = merged;
        }

        /** What was recorded since an earlier snapshot of the same histogram. Allocates. */
        public Snapshot since(Snapshot earlier) {
            long[] between = new long[merged.length];
            for (int i = 0; i < merged.length; i++) {
                between[i] = merged[i] - earlier.merged[i];
            }
            return new Snapshot(between);
        }

        /** How many durations were recorded. */
        public long count() {
            long count = 0;
            for (int i = 0; i < BUCKETS; i++) {
                count += merged[i];
            }
            return count;
        }

        /** Their sum in nanoseconds. */
        public long sumNanos() {
            return merged[SUM];
        }

        /**
         * For each bound the number of durations that are certainly not above it, as a Prometheus histogram wants them.
         *
         * @param ascendingBoundsNanos the bounds in nanoseconds, ascending
         * @param cumulative is handed one count for each bound, in order; the last one handed is {@link #count()}, for infinity
         */
        public void cumulate(long[] ascendingBoundsNanos, LongConsumer cumulative) {
            long seen = 0;
            int bucket = 0;
            for (long bound : ascendingBoundsNanos) {
                while (bucket < BUCKETS - 1 && upperBoundOf(bucket) - 1 <= bound) {
                    seen += merged[bucket++];
                }
                cumulative.accept(seen);
            }
            cumulative.accept(count());
        }

        /**
         * The value below which a share of the durations lie, in nanoseconds; 0 when nothing was recorded.
         *
         * @param share 0 to 1, for instance 0.99
         */
        public long quantileNanos(double share) {
            long rank = (long) Math.ceil(share * count());
            long seen = 0;
            for (int i = 0; i < BUCKETS; i++) {
                seen += merged[i];
                if (seen >= rank && seen > 0) {
                    return i == BUCKETS - 1 ? 1L << MAX_BITS : upperBoundOf(i) - 1;
                }
            }
            return 0;
        }
    }
}
