package io.janus.quarkus.explain;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.quarkus.log.LogText;

/** The first thing that a route asks of a request and does not get; the later in this order, the nearer the route was. */
enum Miss {

    HOST {
        @Override
        boolean is(Match match, SentRequest request) {
            return match.host().isPresent() && !isHost(match.host().get(), request.host());
        }

        @Override
        String why(Match match, SentRequest request) {
            String wanted = match.host().orElse("");
            return "host " + request.host() + " is not " + wanted
                    + (wanted.startsWith(WILDCARD) ? ", which stands for one label" : "");
        }
    },

    PATH {
        @Override
        boolean is(Match match, SentRequest request) {
            if (request.isAsterisk()) {
                return match.path().isPresent() || match.pathExact().isPresent();
            }
            String path = request.pathText();
            return match.pathExact().isPresent() && !SentRequest.canonical(match.pathExact().get()).equals(path)
                    || match.path().isPresent() && !covers(SentRequest.canonical(match.path().get()), path);
        }

        @Override
        String why(Match match, SentRequest request) {
            if (request.isAsterisk()) {
                return "* is no path, and only a route without path takes it";
            }
            return match.pathExact().isPresent() ? "path " + request.pathText() + " is not just " + match.pathExact().get()
                    : "path " + match.path().orElse("/") + " does not cover " + request.pathText();
        }
    },

    METHOD {
        @Override
        boolean is(Match match, SentRequest request) {
            return !match.methods().isEmpty() && !match.methods().contains(request.method());
        }

        @Override
        String why(Match match, SentRequest request) {
            return "method " + request.method() + " is not " + String.join(" or ", match.methods().stream().sorted().toList());
        }
    },

    HEADER {
        @Override
        boolean is(Match match, SentRequest request) {
            return missing(match, request) != null;
        }

        @Override
        String why(Match match, SentRequest request) {
            String name = String.valueOf(missing(match, request));
            List<String> values = request.values(name);
            return values.isEmpty() ? "there is no header " + name
                    : "header " + name + " is " + String.join(" and ", values) + " and not " + match.headers().get(name);
        }
    };

    private static final String WILDCARD = "*.";

    /** Whether the request lacks it. */
    abstract boolean is(Match match, SentRequest request);

    /** What it lacks, in words that are not fit for a line yet. */
    abstract String why(Match match, SentRequest request);

    /** The first that a request lacks; null when it lacks nothing. */
    static @Nullable Miss first(Match match, SentRequest request) {
        for (Miss miss : values()) {
            if (miss.is(match, request)) {
                return miss;
            }
        }
        return null;
    }

    /** What it lacks, in words. */
    String text(Match match, SentRequest request) {
        return LogText.line(why(match, request));
    }

    private static boolean isHost(String wanted, String host) {
        if (!wanted.startsWith(WILDCARD)) {
            return wanted.equals(host);
        }
        int dot = host.indexOf('.');
        return dot > 0 && host.substring(dot + 1).equals(wanted.substring(WILDCARD.length()));
    }

    private static boolean covers(String prefix, String path) {
        String trimmed = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return path.startsWith(trimmed) && (path.length() == trimmed.length() || path.charAt(trimmed.length()) == '/');
    }

    private static @Nullable String missing(Match match, SentRequest request) {
        for (Map.Entry<String, String> wanted : match.headers().entrySet()) {
            if (!request.values(wanted.getKey()).contains(SentRequest.asBytes(wanted.getValue()))) {
                return wanted.getKey();
            }
        }
        return null;
    }
}
