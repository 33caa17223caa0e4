package io.janus.quarkus.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What every check of the validation needs: where values were written, and how to refuse them. */
final class Checks {

    private final Findings findings;
    private final KeyLines lines;
    private final ValueTree values;

    /** @param values as they were set, without defaults */
    Checks(Findings findings, KeyLines lines, ValueTree values) {
        this.findings = findings;
        this.lines = lines;
        this.values = values;
    }

    Findings findings() {
        return findings;
    }

    /** A value that must be there; null when it is not, or when it is in doubt. */
    <T> @Nullable T required(String key, Optional<T> value, String what) {
        if (value.isEmpty() && !findings.doubts(key)) {
            findings.key(key, "is missing and must be " + what);
        }
        return findings.doubts(key) ? null : value.orElse(null);
    }

    /** Reads a value whose form is more than its type. */
    interface Reading<T> {

        /** @throws IllegalArgumentException with the rule that was broken and a hint, to follow the value */
        T read(String text);
    }

    /** What a text stands for; null when it is in doubt, or now refused. */
    <T> @Nullable T read(String key, String text, Reading<T> reading) {
        if (findings.doubts(key)) {
            return null;
        }
        try {
            return reading.read(text);
        } catch (IllegalArgumentException e) {
            refuse(key, text, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** As {@link #read}, of a value that may be missing. Its key is spelled out where it is not. */
    <T> Optional<T> read(String above, String name, Optional<String> text, Reading<T> reading) {
        return text.isEmpty() ? Optional.empty() : Optional.ofNullable(read(above + "." + name, text.get(), reading));
    }

    /** @param message the rule and a hint, to follow the value */
    void refuse(String key, String value, String message) {
        findings.key(key, findings.quoted(key, value) + " " + message);
    }

    /** The hint to write the nearest of some names, or else which there are. */
    static String nearest(@Nullable String written, Set<String> names, String none) {
        String nearest = written == null ? null : Nearest.to(written, names);
        if (nearest != null) {
            return "Maybe write " + nearest + ".";
        }
        return names.isEmpty() ? none : "There are: " + Words.list(names) + ".";
    }

    /**
     * The most that something doubles or grows to, which must not be shorter than what it begins with. Where it is not set it
     * is as long as that at least.
     *
     * @param most what it grows to
     * @param first what it begins with
     */
    Duration notShorter(Bound most, Bound first, String... above) {
        if (most.value().compareTo(first.value()) >= 0) {
            return most.value();
        }
        String key = String.join(".", above) + "." + most.key();
        String firstKey = String.join(".", above) + "." + first.key();
        if (isSet(below(above, most)) && !findings.doubts(key) && !findings.doubts(firstKey)) {
            String shortest = written(first.fallback(), below(above, first));
            refuse(key, written(most.fallback(), below(above, most)), "must not be shorter than " + first.key()
                    + ", which is " + shortest + ". Maybe write " + shortest + ".");
        }
        return first.value();
    }

    /** A duration that bounds another: its key, its value, and its default as the mapping has it. */
    record Bound(String key, Duration value, String fallback) {
    }

    private static String[] below(String[] above, Bound bound) {
        String[] path = Arrays.copyOf(above, above.length + 1);
        path[above.length] = bound.key();
        return path;
    }

    /** Whether anything is set at a key or below it. */
    boolean isSet(String... segments) {
        return values.find(segments) != null;
    }

    /** The text of a value as it was set; its default when it is not. */
    String written(String fallback, String... segments) {
        ValueTree at = values.find(segments);
        String text = at == null ? null : at.text();
        return text == null ? fallback : text;
    }

    /** {@code " in line 12"}; empty when the key does not come from the file. */
    String inLine(String key) {
        Integer line = lines.of(key);
        return line == null ? "" : " in line " + line;
    }
}
