package io.janus.quarkus.config;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What a key that the operator chooses must be. */
enum NameRule {

    /** Of a listener, a backend, an endpoint, a route. */
    NAME("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?", "a-z 0-9 . _ -"),

    /** Of a label or an option: wide enough for those of other systems, such as {@code topology.kubernetes.io/zone}. */
    FREE("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?", "A-Z a-z 0-9 . _ - /"),

    /** Of an HTTP header: a token (RFC 9110, section 5.6.2). The length is that of the longest name anyone uses, and more. */
    HEADER("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,255}", "");

    private final Pattern pattern;
    private final String characters;

    NameRule(String pattern, String characters) {
        this.pattern = Pattern.compile(pattern);
        this.characters = characters;
    }

    /** The rule for the keys of a map of the mapping. */
    static NameRule of(Method method, boolean values) {
        if (method.isAnnotationPresent(HeaderNames.class)) {
            return HEADER;
        }
        return values ? FREE : NAME;
    }

    /** What is wrong with a name, from the key on; null when nothing is. */
    @Nullable
    String breach(String name) {
        if (pattern.matcher(name).matches()) {
            return null;
        }
        if (this == HEADER) {
            String better = name.strip().replaceFirst(":$", "").replace(' ', '-');
            return "must be the name of a header: letters, digits, hyphens and few other characters, without spaces and colons."
                    + (pattern.matcher(better).matches() ? " Maybe write " + better + "." : "");
        }
        String better = name.length() > 63 ? ""
                : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceAll("^[._-]+|[._-]+$", "");
        return "must be a name of 1 to 63 characters out of " + characters + ", with a letter or digit at both ends."
                + (better.isEmpty() ? "" : " Maybe write " + better + ".");
    }
}
