package io.janus.proxy.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A match that leads to a backend, or to an answer of Janus's own.
 *
 * @param name unique among the named routes of its listener; routes without one share the metrics label {@code -}
 * @param match which requests it is for
 * @param action what becomes of them
 * @param requestHeaders what is changed in their heads, last of all
 * @param responseHeaders what is changed in the heads of their answers, last of all
 * @param requestTimeout how long a request may take from its head to the end of its answer; empty leaves it to the backend
 * @param responseTimeout how long an endpoint may take to begin its answer; empty leaves it to the backend
 */
public record RouteSpec(
        Optional<String> name,
        Match match,
        Action action,
        HeaderEditsSpec requestHeaders,
        HeaderEditsSpec responseHeaders,
        Optional<Duration> requestTimeout,
        Optional<Duration> responseTimeout) {

    /**
     * Which requests: those that meet everything that is said.
     *
     * @param host a host name in lower case without port and trailing dot; {@code *.} as its first label stands for exactly one
     *        label
     * @param path a path prefix, whole segments; {@code /v1} and {@code /v1/} mean the same. In canonical form
     * @param pathExact a whole path in canonical form; never together with {@code path}
     * @param methods any of these; empty means all
     * @param headers each of these fields has just this value; names in lower case
     */
    public record Match(Optional<String> host, Optional<String> path, Optional<String> pathExact, Set<String> methods,
            Map<String, String> headers) {

        public Match {
            methods = Set.copyOf(methods);
            headers = Map.copyOf(headers);
            if (path.isPresent() && pathExact.isPresent()) {
                throw new IllegalArgumentException("a match has a path prefix or an exact path, not both");
            }
        }
    }

    /** What becomes of a request. */
    public sealed interface Action permits Forward, Deny, Redirect {
    }

    /**
     * It goes to a backend.
     *
     * @param backend the backend's name
     * @param prefixRewrite what takes the place of the matched path prefix, or of the whole path where the match is exact
     */
    public record Forward(String backend, Optional<String> prefixRewrite) implements Action {
    }

    /** It is answered 403. */
    public record Deny() implements Action {
    }

    /**
     * It is answered with a redirect.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param to the location; {@code {path}} in it stands for the path and query as they were received
     */
    public record Redirect(int status, String to) implements Action {
    }

    /**
     * Changes of a head, in this order: fields are removed, then set (any of the name are replaced), then added.
     *
     * @param remove names, in lower case
     * @param set by name
     * @param add by name
     */
    public record HeaderEditsSpec(List<String> remove, Map<String, String> set, Map<String, String> add) {

        /** Changes nothing. */
        public static final HeaderEditsSpec NONE = new HeaderEditsSpec(List.of(), Map.of(), Map.of());

        public HeaderEditsSpec {
            remove = List.copyOf(remove);
            set = Ordered.copyOf(set);
            add = Ordered.copyOf(add);
        }
    }
}
