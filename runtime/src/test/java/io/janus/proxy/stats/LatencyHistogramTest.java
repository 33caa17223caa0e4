package io.janus.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LatencyHistogram histogram = new LatencyHistogram(2);

    @Test
    void an_empty_one_has_nothing_to_say() {
        assertThat(histogram.snapshot().count()).isZero();
        assertThat(histogram.snapshot().sumNanos()).isZero();
        assertThat(histogram.snapshot().quantileNanos(0.99)).isZero();
        assertThat(cumulated(MS)).containsExactly(0L, 0L);
    }

    @Test
    void loops_are_merged() {
        histogram.record(0, 3 * MS);
        histogram.record(1, 5 * MS);

        assertThat(histogram.snapshot().count()).isEqualTo(2);
        assertThat(histogram.snapshot().sumNanos()).isEqualTo(8 * MS);
    }

    @Test
    void a_snapshot_does_not_change_any_more() {
        var before = histogram.snapshot();
        histogram.record(0, MS);

        assertThat(before.count()).isZero();
        assertThat(histogram.snapshot().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = { Long.MIN_VALUE, -1, 0, 1, 1023, 1024, 1025, 1_000_000, 1L << 42, (1L << 43) - 1, 1L << 43,
            Long.MAX_VALUE })
    void every_value_falls_into_the_bucket_that_holds_it(long nanos) {
        int bucket = LatencyHistogram.bucketOf(nanos);

        assertThat(nanos).isLessThanOrEqualTo(LatencyHistogram.upperBoundOf(bucket) - 1 + (nanos == Long.MAX_VALUE ? 1 : 0));
        if (bucket > 0) {
            assertThat(nanos).isGreaterThanOrEqualTo(LatencyHistogram.upperBoundOf(bucket - 1));
        }
        histogram.record(0, nanos);
        assertThat(histogram.snapshot().count()).isEqualTo(1);
        assertThat(histogram.snapshot().sumNanos()).isEqualTo(Math.max(0, nanos));
    }

    @Test
    void random_values_fall_into_the_bucket_that_holds_them_and_are_known_to_a_sixteenth() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            long nanos = random.nextLong() >>> 21 + random.nextInt(32);
            int bucket = LatencyHistogram.bucketOf(nanos);
            long upper = LatencyHistogram.upperBoundOf(bucket);
            long lower = bucket == 0 ? 0 : LatencyHistogram.upperBoundOf(bucket - 1);
            assertThat(nanos).isBetween(lower, upper - 1);
            if (bucket > 0) {
                assertThat(upper - lower).isLessThanOrEqualTo(lower / LatencyHistogram.SUB_BUCKETS);
            }
        }
    }

    @Test
    void bounds_are_cumulated_without_ever_counting_what_may_be_above_them() {
        histogram.record(0, 500);
        histogram.record(0, 2 * MS);
        histogram.record(1, 20 * MS);
        histogram.record(1, TimeUnit.HOURS.toNanos(5));

        assertThat(cumulated(MS, 10 * MS, 100 * MS)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(cumulated(2 * MS)).as("2 ms shares a bucket with what is above").containsExactly(1L, 4L);
        assertThat(cumulated(1)).containsExactly(0L, 4L);
    }

    @Test
    void what_is_exactly_a_bound_between_buckets_is_below_the_next() {
        histogram.record(0, 1 << 20);

        assertThat(cumulated(1 << 20, (1 << 20) + (1 << 16) - 1)).containsExactly(0L, 1L, 1L);
    }

    @Test
    void quantiles_are_right_to_a_sixteenth() {
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i % 2, i * MS);
        }
        var snapshot = histogram.snapshot();

        for (double share : new double[] { 0.01, 0.5, 0.9, 0.99, 1 }) {
            assertThat((double) snapshot.quantileNanos(share)).as("%s", share)
                    .isCloseTo(share * 1000 * MS, within(share * 1000 * MS / 16));
        }
        assertThat(snapshot.quantileNanos(0)).isBetween(MS, MS + MS / 16);
    }

    @Test
    void a_quantile_beyond_the_largest_bucket_is_its_lower_bound() {
        histogram.record(0, Long.MAX_VALUE);

        assertThat(histogram.snapshot().quantileNanos(0.5)).isEqualTo(1L << 43);
    }

    @Test
    void what_was_recorded_between_two_snapshots_has_quantiles_of_its_own() {
        histogram.record(0, TimeUnit.HOURS.toNanos(1));
        var before = histogram.snapshot();
        histogram.record(0, MS);
        histogram.record(1, 3 * MS);

        var between = histogram.snapshot().since(before);

        assertThat(between.count()).isEqualTo(2);
        assertThat(between.sumNanos()).isEqualTo(4 * MS);
        assertThat(between.quantileNanos(0.99)).isBetween(3 * MS, 3 * MS + 3 * MS / 16);
        assertThat(before.since(before).quantileNanos(0.5)).isZero();
    }

    private List<Long> cumulated(long... bounds) {
        List<Long> counts = new ArrayList<>();
        histogram.snapshot().cumulate(bounds, counts::add);
        return counts;
    }
}
