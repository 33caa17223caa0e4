package io.janus.quarkus.live;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.stats.LatencyHistogram;

/**
 * What happened from one moment to the next, by the second. Of what was not there at both, nothing is known and nothing is
 * said: its rates are 0 and it has no latency.
 */
record Rates(Totals before, Totals now) {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** How much a total of an object grew by the second; never negative. */
    double of(Object owner, int total) {
        long[] earlier = before.of(owner);
        long[] later = now.of(owner);
        long nanos = now.nanos() - before.nanos();
        if (earlier == null || later == null || nanos <= 0) {
            return 0;
        }
        return Math.max(0, later[total] - earlier[total]) * NANOS_PER_SECOND / nanos;
    }

    /** What was recorded in between; null when that is nothing. */
    LatencyHistogram.@Nullable Snapshot of(LatencyHistogram histogram) {
        LatencyHistogram.Snapshot earlier = before.of(histogram);
        LatencyHistogram.Snapshot later = now.of(histogram);
        if (earlier == null || later == null) {
            return null;
        }
        LatencyHistogram.Snapshot between = later.since(earlier);
        return between.count() == 0 ? null : between;
    }

    /** Whether a histogram has ever recorded anything. */
    boolean isUsed(LatencyHistogram histogram) {
        LatencyHistogram.Snapshot later = now.of(histogram);
        return later != null && later.count() > 0;
    }
}
