package io.janus.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.spec.RouteSpec.Match;

/** A route's path criterion, and how the part of a path that it matches is replaced. Immutable. */
final class RoutePath {

    private static final byte[] ASTERISK = { '*' };
    private static final byte[] ROOT = { '/' };

    private final Match match;

    /** The exact path, or the prefix without trailing slash. */
    private final String text;

    RoutePath(Match match) {
        this.match = match;
        this.text = match.pathExact().map(RoutePath::canonical)
                .orElseGet(() -> withoutTrailingSlash(canonical(match.path().orElse("/"))));
    }

    /** A path as requests would have it, in case it is not; one that has no such form matches nothing. */
    private static String canonical(String path) {
        byte[] bytes = Text.bytes(path);
        CanonicalPath canonical = new CanonicalPath(bytes.length + 1);
        if (!canonical.read(bytes, 0, bytes.length)
                || Arrays.equals(bytes, 0, bytes.length, canonical.bytes(), 0, canonical.length())) {
            return path;
        }
        return new String(canonical.bytes(), 0, canonical.length(), StandardCharsets.ISO_8859_1);
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    void addTo(PathTable.Draft paths, int route) {
        if (match.pathExact().isPresent()) {
            paths.exact(text, route);
        } else if (match.path().isPresent()) {
            paths.prefix(text, route);
        } else {
            paths.anyPath(route);
        }
    }

    /** What takes the place of what it matches: as written for a whole path, without trailing slash for a prefix. */
    byte[] replacement(String rewrite) {
        return Text.bytes(match.pathExact().isPresent() ? rewrite : withoutTrailingSlash(rewrite));
    }

    /** Writes a path that it matches with another prefix. */
    void write(CanonicalPath path, byte[] replacement, Bytes out) {
        if (path.isAsterisk()) {
            out.add(ASTERISK);
            return;
        }
        int rest = match.pathExact().isPresent() ? path.length() : text.length();
        out.add(replacement).add(path.bytes(), rest, path.length());
        if (replacement.length == 0 && rest == path.length()) {
            out.add(ROOT);
        }
    }
}
