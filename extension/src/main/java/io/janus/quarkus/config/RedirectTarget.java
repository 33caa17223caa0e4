package io.janus.quarkus.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The target of a redirect as it is written. */
final class RedirectTarget {

    private static final String PATH = "{path}";
    private static final String HOST = "{host}";

    /** With an authority and, behind it, a path, a query, a fragment or a placeholder. */
    private static final Pattern URL = Pattern
            .compile("https?://(\\{host}|\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?([/?#].*|\\{path}.*)?");

    private static final Pattern BRACES = Pattern.compile("\\{[^{}]*}?|}");

    private RedirectTarget() {
    }

    /**
     * What is wrong with a text that has an expression where it should have a placeholder: it would tell clients the
     * environment variable {@code PATH}. Null when nothing is.
     */
    static @Nullable String slip(String text) {
        for (String placeholder : List.of(PATH, HOST)) {
            if (text.contains("$" + placeholder)) {
                return Words.quoted(text) + " has $" + placeholder + ", which is a variable, and the placeholder is "
                        + placeholder
                        + ". Maybe write " + Words.plain(text.replace("$" + placeholder, placeholder)) + ".";
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException with the rule and a hint */
    static String read(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '"' || c == '<' || c == '>' || c == '\\')) {
            throw new IllegalArgumentException("must consist of visible ASCII characters, without spaces, quotes, <, > and \\."
                    + " Maybe write others as %20 and the like.");
        }
        Matcher braces = BRACES.matcher(text);
        while (braces.find()) {
            if (!braces.group().equals(PATH) && !braces.group().equals(HOST)) {
                String nearest = Nearest.to(braces.group(), List.of(PATH, HOST));
                throw new IllegalArgumentException("has " + Words.quoted(braces.group())
                        + ", and there are only the placeholders {path} and {host}."
                        + (nearest == null ? "" : " Maybe write " + nearest + "."));
            }
        }
        if (text.startsWith("//")) {
            throw new IllegalArgumentException("must not begin with //, which leads to another host. Maybe write https:"
                    + Words.plain(text) + ".");
        }
        if (!text.startsWith("/") && !URL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be a URL with http:// or https:// and a host, or a path that begins with /."
                            + " Maybe write "
                            + (text.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(/.*|\\{path}.*)?")
                                    ? "https://" + Words.plain(text)
                                    : "https://{host}{path}")
                            + ".");
        }
        if (text.contains("/" + PATH)) {
            // "/{path}" would be "//…", which browsers take for another host.
            String meant = text.startsWith("/" + PATH) ? "https://{host}{path}" : text.replaceAll("/+\\{path}", PATH);
            throw new IllegalArgumentException("must not have / before {path}, which begins with / itself. Maybe write "
                    + Words.plain(meant) + ".");
        }
        return text;
    }
}
