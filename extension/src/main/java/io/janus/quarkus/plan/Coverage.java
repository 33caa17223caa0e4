package io.janus.quarkus.plan;

import static io.janus.quarkus.plan.Precedence.trimmed;

import io.janus.proxy.spec.RouteSpec.Match;

/** Whether a match takes all the requests of another. */
final class Coverage {

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
}
