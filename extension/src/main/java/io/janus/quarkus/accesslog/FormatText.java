package io.janus.quarkus.accesslog;

import java.util.List;
import java.util.Set;

/** What the configuration needs to know of formats. */
public final class FormatText {

    /** What is for requests only. */
    public static final String COMBINED = "combined";

    private static final Set<String> NAMED = Set.of("json", COMBINED);

    private FormatText() {
    }

    /** Whether a text is the name of a format, and no pattern. */
    public static boolean isNamed(String format) {
        return NAMED.contains(format);
    }

    /** The fields that a pattern names, known or not. */
    public static List<String> fieldsOf(String pattern) {
        return PatternFormat.fieldsOf(pattern);
    }

    /** The fields there are, in the order of the manual. */
    public static Set<String> fields() {
        return AccessField.labels();
    }
}
