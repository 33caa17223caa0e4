package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

/** Makes the specification of changes of headers. */
final class HeaderCheck {

    static final String TWICE = "is there twice, for upper and lower case are the same in names of headers. Maybe remove one"
            + " of them.";

    /**
     * What frames a message or belongs to one connection (RFC 9110, section 7.6.1; RFC 9112, section 6): Janus writes these
     * itself, and a changed one would let two sides disagree where a message ends.
     */
    private static final Set<String> OF_CONNECTION = Set.of("connection", "content-length", "transfer-encoding", "keep-alive",
            "te", "trailer", "upgrade", "proxy-connection");

    private final Checks checks;

    HeaderCheck(Checks checks) {
        this.checks = checks;
    }

    /** What is wrong is left out of it. */
    HeaderEditsSpec edits(String above, String name, RouteConfig.HeadersConfig edits, boolean ofRequest) {
        if (edits.set().isEmpty() && edits.add().isEmpty() && edits.remove().isEmpty()) {
            return HeaderEditsSpec.NONE;
        }
        String key = above + "." + name;
        Map<String, String> set = values(key + ".set", edits.set(), true, "");
        Map<String, String> add = values(key + ".add", edits.add(), false, ofRequest ? "added. Maybe write it below set." : "");
        List<String> remove = new ArrayList<>();
        List<String> removed = edits.remove().orElse(List.of());
        for (int i = 0; i < removed.size(); i++) {
            String header = checks.read(key + ".remove[" + i + "]", removed.get(i),
                    text -> removable(text, ofRequest ? "removed, for every request must have it. Maybe set it." : ""));
            if (header != null) {
                remove.add(header);
            }
        }
        return new HeaderEditsSpec(remove, set, add);
    }

    /** @param host what must not be done with {@code Host}; empty when it may */
    private Map<String, String> values(String key, Map<String, String> configured, boolean once, String host) {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        configured.forEach((name, text) -> {
            String at = key + "." + name;
            String lower = name.toLowerCase(Locale.ROOT);
            String untouchable = untouchable(lower, host);
            if (untouchable != null) {
                checks.findings().key(at, untouchable);
            } else if (!names.add(lower) && once) {
                checks.findings().key(at, TWICE);
            }
            String value = checks.read(at, text, HeaderCheck::value);
            if (value != null) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    private static String removable(String text, String host) {
        String lower = text.toLowerCase(Locale.ROOT);
        String breach = NameRule.HEADER.breach(text);
        String refused = breach != null ? breach : untouchable(lower, host);
        if (refused != null) {
            throw new IllegalArgumentException(refused);
        }
        return lower;
    }

    private static @Nullable String untouchable(String lower, String host) {
        if (OF_CONNECTION.contains(lower)) {
            return "must not be changed, for it belongs to the connection, and Janus writes it itself. Remove it.";
        }
        return lower.equals("host") && !host.isEmpty() ? "must not be " + host : null;
    }

    /**
     * The value of a header: other characters than these mean different things to different readers (RFC 9110, section 5.5).
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    static String value(String text) {
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("must not begin or end with a space, which is no part of a value. Maybe write "
                    + Words.quoted(text.strip()) + ".");
        }
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("must consist of visible ASCII characters and spaces.");
        }
        return text;
    }
}
