package io.janus.quarkus.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.janus.proxy.stats.LatencyHistogram;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;

/** The shapes of metrics: names, labels and units as Prometheus wants them. Durations are in seconds. */
final class Families {

    private Families() {
    }

    /** A counter; {@code _total} is added to its name where the format wants it. */
    static CounterMetricFamily counter(String name, String help, String... labels) {
        return new CounterMetricFamily(name, help, List.of(labels));
    }

    static GaugeMetricFamily gauge(String name, String help, String... labels) {
        return new GaugeMetricFamily(name, help, List.of(labels));
    }

    /** Adds a count; beyond 2^53 it is rounded, as all numbers of Prometheus are. */
    static void add(CounterMetricFamily family, List<String> labels, long count) {
        family.addMetric(labels, (double) count);
    }

    /** A histogram that grows by one {@link Histogram#add} for each set of labels. */
    static Histogram histogram(String name, String help, Bounds bounds, String... labels) {
        return new Histogram(name, help, bounds, List.of(labels));
    }

    /**
     * Upper bounds of buckets: so few that a scrape stays small, and where an operator sets alerts.
     *
     * @param labels as Prometheus wants them, in seconds, with infinity at the end
     * @param nanos the same but infinity
     */
    record Bounds(List<String> labels, List<Long> nanos) {

        /** Connecting: from a neighbour in the rack to the other side of the world, and the usual timeouts. */
        static final Bounds CONNECT = seconds("0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25",
                "0.5",
                "1", "2.5", "5", "10");

        /** Answers: from a cache near by to a report that is made on demand, and the usual timeouts. */
        static final Bounds ANSWER = seconds("0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25",
                "0.5",
                "1", "2.5", "5", "10", "30", "60");

        /** Sessions: from one query to the life of a pooled connection. */
        static final Bounds SESSION = seconds("0.01", "0.1", "0.5", "1", "5", "10", "60", "300", "1800", "3600", "21600");

        /** Loop lag: what is noise, what clients notice, what is reported as stuck. */
        static final Bounds LAG = seconds("0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1");

        private static Bounds seconds(String... seconds) {
            List<String> labels = new ArrayList<>(List.of(seconds));
            labels.add("+Inf");
            return new Bounds(List.copyOf(labels),
                    Arrays.stream(seconds).map(s -> Math.round(Double.parseDouble(s) * 1e9)).toList());
        }
    }

    /** A histogram family in the making. */
    static final class Histogram {

        private final String name;
        private final String help;
        private final Bounds bounds;
        private final List<String> labels;
        private final List<Sample> samples = new ArrayList<>();

        private Histogram(String name, String help, Bounds bounds, List<String> labels) {
            this.name = name;
            this.help = help;
            this.bounds = bounds;
            this.labels = labels;
        }

        /** Adds what was recorded for one set of label values. */
        void add(LatencyHistogram.Snapshot snapshot, String... values) {
            List<String> own = List.of(values);
            List<String> bucketLabels = with(labels, "le");
            List<String> bounded = bounds.labels;
            int[] next = { 0 };
            snapshot.cumulate(bounds.nanos.stream().mapToLong(Long::longValue).toArray(), count -> samples
                    .add(new Sample(name + "_bucket", bucketLabels, with(own, bounded.get(next[0]++)), (double) count)));
            samples.add(new Sample(name + "_count", labels, own, (double) snapshot.count()));
            samples.add(new Sample(name + "_sum", labels, own, snapshot.sumNanos() / Collector.NANOSECONDS_PER_SECOND));
        }

        MetricFamilySamples family() {
            return new MetricFamilySamples(name, Collector.Type.HISTOGRAM, help, samples);
        }

        private static List<String> with(List<String> list, String last) {
            List<String> longer = new ArrayList<>(list);
            longer.add(last);
            return longer;
        }
    }
}
