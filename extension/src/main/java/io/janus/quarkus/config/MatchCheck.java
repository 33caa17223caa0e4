package io.janus.quarkus.config;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.spec.RouteSpec.Match;

/** Makes the specification of which requests a route is for. */
final class MatchCheck {

    /** A token (RFC 9110, section 5.6.2), no longer than a request line could hold beside a target. */
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

    /** Methods are case-sensitive; these are never meant in lower case (RFC 9110, section 9; RFC 5789). */
    private static final Set<String> USUAL = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH");

    /** A path that lacks no more than its first slash, and no URL or regular expression. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~/-]+");

    private static final List<String> BEHIND_A_PATH = List.of("?", "#");

    private final Checks checks;
    private final CanonicalPath canonical = new CanonicalPath();

    MatchCheck(Checks checks) {
        this.checks = checks;
    }

    /** What is wrong is left out of it. */
    Match spec(String key, RouteConfig.MatchConfig match) {
        Optional<String> host = checks.read(key, "host", match.host(), HostText::read);
        Optional<String> path = checks.read(key, "path", match.path(), this::prefix);
        Optional<String> exact = checks.read(key, "path-exact", match.pathExact(), this::path);
        if (match.path().isPresent() && match.pathExact().isPresent()) {
            checks.findings().key(key, "has path and path-exact, and must have only one of them. Maybe remove path.");
            exact = Optional.empty();
        }
        return new Match(host, path, exact, methods(key, match.methods().orElse(List.of())), headers(key, match.headers()));
    }

    /** The form in which two matches for the same requests are equal. */
    static Match comparable(Match match) {
        String path = match.path().orElse("/");
        if (match.pathExact().isPresent() || !path.endsWith("/")) {
            return match;
        }
        return new Match(match.host(), Optional.of(path.substring(0, path.length() - 1)), match.pathExact(), match.methods(),
                match.headers());
    }

    private String prefix(String text) {
        if (text.endsWith("/*")) {
            throw new IllegalArgumentException("must not end with /*, for a path includes all below it. Maybe write "
                    + (text.length() == 2 ? "/" : Words.plain(text.substring(0, text.length() - 2))) + ".");
        }
        return path(text);
    }

    /**
     * A path in canonical form.
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    String path(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("must begin with /."
                    + (PLAIN.matcher(text).matches() ? " Maybe write /" + Words.plain(text) + "." : ""));
        }
        for (String behind : BEHIND_A_PATH) {
            int at = text.indexOf(behind);
            if (at >= 0) {
                throw new IllegalArgumentException("must be a path alone, without " + behind + " and what follows. Maybe write "
                        + Words.plain(text.substring(0, at)) + ".");
            }
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!canonical.read(bytes, 0, bytes.length)) {
            throw new IllegalArgumentException(
                    "must be a path that a request can have: no space, \\, %2F, %5C or %00, a % only before"
                            + " two hexadecimal digits, and no .. that leads above /.");
        }
        String form = new String(canonical.bytes(), 0, canonical.length(), StandardCharsets.US_ASCII);
        if (!form.equals(text)) {
            throw new IllegalArgumentException("must be in canonical form, as requests are when they are compared. Maybe write "
                    + Words.plain(form) + ".");
        }
        return text;
    }

    private Set<String> methods(String above, List<String> texts) {
        if (texts.isEmpty()) {
            return Set.of();
        }
        Set<String> methods = new LinkedHashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String method = checks.read(above + ".methods[" + i + "]", texts.get(i), MatchCheck::method);
            if (method != null) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static String method(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (!text.equals(upper) && text.equalsIgnoreCase(upper) && USUAL.contains(upper)) {
            throw new IllegalArgumentException("must be in upper case, as requests have it. Maybe write " + upper + ".");
        }
        if (!METHOD.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a method: one word. Maybe write [GET, POST] for more than one.");
        }
        return text;
    }

    private Map<String, String> headers(String above, Map<String, String> configured) {
        if (configured.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        configured.forEach((name, text) -> {
            String key = above + ".headers." + name;
            String value = checks.read(key, text, HeaderCheck::value);
            if (value != null && headers.put(name.toLowerCase(Locale.ROOT), value) != null) {
                checks.findings().key(key, HeaderCheck.TWICE);
            }
        });
        return headers;
    }
}
