package io.janus.server.monitoring;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * One thing that a dashboard or an alert asks of Prometheus.
 *
 * @param where it stands, for people
 * @param query in PromQL
 * @param texts what is said with the answer; {@code {{label}}} and <code>{{ $labels.label }}</code> stand for labels of it
 */
public record Asked(String where, String query, String texts) {

    private static final Pattern IN_DASHBOARDS = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern IN_ALERTS = Pattern.compile("\\$labels\\.(\\w+)");

    /**
     * Checks the query, and that each label in a text is one of the answer's.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public void check(Exposition exposed) {
        Set<String> labels = Query.check(query, exposed);
        for (Pattern pattern : Set.of(IN_DASHBOARDS, IN_ALERTS)) {
            pattern.matcher(texts).results().map(label -> label.group(1)).filter(label -> !labels.contains(label)).findAny()
                    .ifPresent(label -> {
                        throw new IllegalArgumentException("no label " + label + " has what comes of   " + query);
                    });
        }
    }
}
