package io.janus.server.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples of {@code /q/metrics} that a terminal shows. Janus's own text only: a reader of all that exists it is not. */
final class Numbers {

    private static final Pattern SAMPLE = Pattern.compile("(janus_\\w+)\\{([^}]*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private record Sample(String name, Map<String, String> labels, double value) {

        boolean has(String... labelsAndValues) {
            for (int i = 0; i < labelsAndValues.length; i += 2) {
                if (!labelsAndValues[i + 1].equals(labels.get(labelsAndValues[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    private Numbers() {
    }

    /** Reads the text format of Prometheus; what it cannot read is left out. */
    static Numbers parse(String text) {
        Numbers numbers = new Numbers();
        Printable.lines(text).lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach(numbers::add);
        return numbers;
    }

    private void add(Matcher line) {
        Map<String, String> labels = new HashMap<>();
        LABEL.matcher(line.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        try {
            samples.add(new Sample(line.group(1), labels, Double.parseDouble(line.group(3))));
        } catch (NumberFormatException e) {
            // Not a number of ours.
            return;
        }
    }

    /**
     * The sum of a metric.
     *
     * @param labelsAndValues which samples: a label, its value, another label, …
     */
    long sum(String metric, String... labelsAndValues) {
        return Math.round(samples.stream().filter(sample -> sample.name().equals(metric) && sample.has(labelsAndValues))
                .mapToDouble(Sample::value).sum());
    }

    /** The sums of a metric by the values of one label, in their order; only those that are not 0. */
    Map<String, Long> by(String label, String metric, String... labelsAndValues) {
        Map<String, Long> sums = new TreeMap<>();
        for (Sample sample : samples) {
            String value = sample.labels().get(label);
            if (value != null && sample.value() != 0 && sample.name().equals(metric) && sample.has(labelsAndValues)) {
                sums.merge(value, Math.round(sample.value()), Long::sum);
            }
        }
        return sums;
    }
}
