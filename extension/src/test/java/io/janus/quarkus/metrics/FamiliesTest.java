package io.janus.quarkus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import io.janus.proxy.stats.LatencyHistogram;
import io.janus.quarkus.metrics.Families.Bounds;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;

class FamiliesTest {

    @Test
    void a_histogram_has_cumulative_buckets_up_to_infinity_a_count_and_a_sum_in_seconds() {
        LatencyHistogram recorded = new LatencyHistogram(1);
        recorded.record(0, TimeUnit.MILLISECONDS.toNanos(2));
        recorded.record(0, TimeUnit.MILLISECONDS.toNanos(2));
        recorded.record(0, TimeUnit.SECONDS.toNanos(100));
        Families.Histogram histogram = Families.histogram("janus_x_seconds", "X.", Bounds.LAG, "loop");

        histogram.add(recorded.snapshot(), "1");

        var family = histogram.family();
        assertThat(value(family.samples, "janus_x_seconds_bucket", "0.001")).isZero();
        assertThat(value(family.samples, "janus_x_seconds_bucket", "0.0025")).isEqualTo(2);
        assertThat(value(family.samples, "janus_x_seconds_bucket", "1")).isEqualTo(2);
        assertThat(value(family.samples, "janus_x_seconds_bucket", "+Inf")).isEqualTo(3);
        assertThat(value(family.samples, "janus_x_seconds_count", "1")).isEqualTo(3);
        assertThat(value(family.samples, "janus_x_seconds_sum", "1")).isCloseTo(100.004,
                Offset.offset(1e-6));
        assertThat(family.samples).filteredOn(s -> s.name.endsWith("_bucket"))
                .allSatisfy(s -> assertThat(s.labelNames).containsExactly("loop", "le")).hasSize(11);
    }

    private static double value(Iterable<Sample> samples, String name, String lastLabel) {
        for (Sample sample : samples) {
            if (sample.name.equals(name) && sample.labelValues.get(sample.labelValues.size() - 1).equals(lastLabel)) {
                return sample.value;
            }
        }
        throw new AssertionError("there is no " + name + " with " + lastLabel);
    }
}
