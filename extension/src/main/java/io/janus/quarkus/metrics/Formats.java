package io.janus.quarkus.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.prometheus.client.exporter.common.TextFormat;

/** Which format a reader of metrics gets. */
final class Formats {

    /** What is read as text, the more exact before the less: a browser asks for HTML and shows text as well. */
    private static final List<String> TEXT = List.of("text/plain", "text/html", "text/*", "*/*");

    private static final List<String> OPENMETRICS = List.of("application/openmetrics-text", "application/*");

    private Formats() {
    }

    /**
     * OpenMetrics for who asks for it and does not like text better; text for who takes that, or anything, or does not say.
     *
     * @param accept the values of the header {@code Accept}
     * @return the content type; empty when the reader takes neither
     */
    static Optional<String> contentTypeFor(List<String> accept) {
        Map<String, Double> qualities = new HashMap<>();
        for (String range : String.join(",", accept).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip().toLowerCase(Locale.ROOT);
            if (!type.isEmpty()) {
                qualities.merge(type, quality(parts), Math::max);
            }
        }
        if (qualities.isEmpty()) {
            return Optional.of(TextFormat.CONTENT_TYPE_004);
        }
        double openMetrics = best(OPENMETRICS, qualities);
        double text = best(TEXT, qualities);
        if (openMetrics <= 0 && text <= 0) {
            return Optional.empty();
        }
        return Optional.of(openMetrics >= text ? TextFormat.CONTENT_TYPE_OPENMETRICS_100 : TextFormat.CONTENT_TYPE_004);
    }

    /** What the most exact of the ranges says; 0 where none is there. */
    private static double best(List<String> ranges, Map<String, Double> qualities) {
        for (String range : ranges) {
            Double quality = qualities.get(range);
            if (quality != null) {
                return quality;
            }
        }
        return 0;
    }

    /** From 0 to 1; 1 where it is not given or makes no sense. */
    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                try {
                    double quality = Double.parseDouble(parameter.substring(2).strip());
                    return quality >= 0 && quality <= 1 ? quality : 1;
                } catch (NumberFormatException e) {
                    return 1;
                }
            }
        }
        return 1;
    }
}
