package io.janus.quarkus.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.janus.proxy.stats.LatencyHistogram;

/** What two moments have in common, by the second. */
class RatesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Object owner = new Object();
    private final LatencyHistogram histogram = new LatencyHistogram(1);
    private final Totals before = new Totals(5 * SECOND);

    private double rate(long nanos, long... totals) {
        Totals now = new Totals(nanos);
        now.count(owner, totals);
        return new Rates(before, now).of(owner, 0);
    }

    @Test
    void a_rate_is_what_was_added_by_the_second() {
        before.count(owner, 100);

        assertThat(rate(6 * SECOND, 150)).isEqualTo(50);
        assertThat(rate(7 * SECOND, 150)).isEqualTo(25);
        assertThat(rate(5 * SECOND + SECOND / 2, 150)).isEqualTo(100);
    }

    @Test
    void what_was_not_there_before_has_no_rate_however_much_it_counted() {
        assertThat(rate(6 * SECOND, 1_000_000)).isZero();
    }

    @Test
    void another_object_of_the_same_name_is_not_compared_with_the_one_before() {
        before.count(new String("web"), 1_000_000);
        Object other = new String("web");
        Totals now = new Totals(6 * SECOND);
        now.count(other, 5);

        assertThat(new Rates(before, now).of(other, 0)).isZero();
    }

    @Test
    void what_is_gone_has_no_rate() {
        before.count(owner, 100);

        assertThat(new Rates(before, new Totals(6 * SECOND)).of(owner, 0)).isZero();
    }

    @Test
    void no_rate_is_negative_and_none_is_of_no_time() {
        before.count(owner, 100);

        assertThat(rate(6 * SECOND, 90)).isZero();
        assertThat(rate(5 * SECOND, 150)).isZero();
    }

    @Test
    void latencies_are_of_what_ended_in_between() {
        histogram.record(0, TimeUnit.HOURS.toNanos(1));
        before.latency(histogram);
        histogram.record(0, 2 * MS);
        Totals now = new Totals(6 * SECOND);
        now.latency(histogram);

        assertThat(requireNonNull(new Rates(before, now).of(histogram)).quantileNanos(0.99)).isBetween(2 * MS,
                2 * MS + 2 * MS / 16);
        assertThat(new Rates(now, now).of(histogram)).as("nothing ended").isNull();
        assertThat(new Rates(new Totals(0), now).of(histogram)).as("it was not there").isNull();
    }
}
