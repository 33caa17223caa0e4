package io.janus.server.monitoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a scrape of {@code /q/metrics} found: the samples, by the names that a query asks for. */
public final class Exposition {

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** What Prometheus itself makes of every scrape. */
    private static final String UP = "up 1.0";

    /** What Prometheus itself adds to every sample. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private record Sample(Map<String, String> labels, double value) {
    }

    private final Map<String, List<Sample>> samples = new HashMap<>();

    private Exposition() {
    }

    /** Reads the text format of Prometheus. */
    public static Exposition parse(String text) {
        Exposition exposition = new Exposition();
        exposition.add(UP);
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(exposition::add);
        return exposition;
    }

    private void add(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        Map<String, String> labels = new HashMap<>();
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        samples.computeIfAbsent(sample.group(1), name -> new ArrayList<>())
                .add(new Sample(labels, Double.parseDouble(sample.group(3))));
    }

    boolean has(String metric) {
        return samples.containsKey(metric);
    }

    /** The labels of a metric, with those that Prometheus adds. */
    Set<String> labels(String metric) {
        Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
        all(metric).forEach(sample -> labels.addAll(sample.labels().keySet()));
        return labels;
    }

    /** The values that a label of a metric has; none for one that Prometheus adds. */
    Set<String> values(String metric, String label) {
        return all(metric).stream().map(sample -> sample.labels().get(label)).filter(value -> value != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The sum of a metric.
     *
     * @param labels which samples: those that have all of these, with these values
     */
    public double sum(String metric, Map<String, String> labels) {
        return all(metric).stream().filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value).sum();
    }

    private List<Sample> all(String metric) {
        return samples.getOrDefault(metric, List.of());
    }
}
