package io.janus.quarkus.plan;

import java.util.Comparator;

import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Match;

/** Whether a match takes all the requests of another, and which of several matches comes first. */
final class Coverage {

    /** As routing has it: exact host, wildcard host, none; exact path, longer prefix; methods; more headers. */
    static final Comparator<RouteSpec> BY_PRECEDENCE = Comparator
            .<RouteSpec> comparingInt(route -> hostRank(route.match()))
            .thenComparing(route -> route.match().pathExact().isPresent())
            .thenComparingInt(route -> route.match().path().map(path -> trimmed(path).length() + 1).orElse(0))
            .thenComparing(route -> !route.match().methods().isEmpty())
            .thenComparingInt(route -> route.match().headers().size());

    private Coverage() {
    }

    /** Whether each request that fits the narrow match fits the wide one too. */
    static boolean covers(Match wide, Match narrow) {
        return host(wide, narrow) && path(wide, narrow)
                && (wide.methods().isEmpty() || !narrow.methods().isEmpty() && wide.methods().containsAll(narrow.methods()))
                && narrow.headers().entrySet().containsAll(wide.headers().entrySet());
    }

    private static boolean host(Match wide, Match narrow) {
        if (wide.host().isEmpty() || wide.host().equals(narrow.host())) {
            return true;
        }
        String of = wide.host().get();
        String host = narrow.host().orElse("");
        int firstDot = host.indexOf('.');
        return of.startsWith("*.") && !host.startsWith("*.") && firstDot > 0
                && host.substring(firstDot).equals(of.substring(1));
    }

    private static boolean path(Match wide, Match narrow) {
        if (wide.pathExact().isPresent()) {
            return wide.pathExact().equals(narrow.pathExact());
        }
        String prefix = trimmed(wide.path().orElse("/"));
        String path = trimmed(narrow.pathExact().orElse(narrow.path().orElse("/")));
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** {@code /v1/} means the same as {@code /v1}, and {@code /} the same as nothing. */
    private static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static int hostRank(Match match) {
        return match.host().map(host -> host.startsWith("*.") ? 1 : 2).orElse(0);
    }
}
