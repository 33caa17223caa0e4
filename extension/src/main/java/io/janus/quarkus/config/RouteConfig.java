package io.janus.quarkus.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** A match that leads to a backend, or to an answer of Janus's own. It has exactly one of backend, deny and redirect. */
@ConfigGroup
public interface RouteConfig {

    /**
     * What metrics call the route; those without a name share the label {@code -}. A name has 1 to 63 characters out of
     * {@code a-z 0-9 . _ -}, begins and ends with a letter or digit, and is used once in a listener.
     */
    Optional<String> name();

    /** Which requests the route is for: those that meet everything it says. Without it, all. */
    MatchConfig match();

    /** The name of the backend that takes the requests. */
    Optional<String> backend();

    /** With {@code true} the requests are answered 403, and nothing is forwarded. */
    @WithDefault("false")
    boolean deny();

    /** Answers the requests with a redirect. */
    Optional<RedirectConfig> redirect();

    /** What is changed in the target of requests; only with a backend. */
    RewriteConfig rewrite();

    /** How long requests of this route may take, where that is another time than the backend's; only with a backend. */
    TimeoutsConfig timeouts();

    /** What is changed in the headers of requests before they are sent on; only with a backend. */
    HeadersConfig requestHeaders();

    /** What is changed in the headers of answers before they are sent on; only with a backend. */
    HeadersConfig responseHeaders();

    /** Which requests a route is for. */
    interface MatchConfig {

        /**
         * The host that a request is for: a host name or an IP address, without port; upper and lower case are the same. With
         * {@code *.} at its beginning it stands for exactly one more label: {@code "*.example.com"} is
         * {@code www.example.com}, and neither {@code example.com} nor {@code a.b.example.com}.
         */
        Optional<String> host();

        /**
         * What the path begins with, in whole segments: {@code /v1} and {@code /v1/} mean the same, and match {@code /v1} and
         * {@code /v1/x} but not {@code /v1x}. Upper and lower case differ. It is written in the canonical form that requests
         * are brought into before they are compared: no path parameters ({@code ;…}), no escape of a letter, digit or
         * {@code - . _ ~}, no {@code //}, no {@code .} or {@code ..} segment. Not together with {@code path-exact}.
         */
        Optional<String> path();

        /** The whole path, in canonical form as for {@code path}. The query does not belong to it. */
        Optional<String> pathExact();

        /** The methods, any of them: {@code [GET, POST]}. They are in upper case. Without this key, all. */
        Optional<List<String>> methods();

        /**
         * Headers that a request must have with just this value: {@code x-canary: "1"}. Names are the same in upper and lower
         * case; values are not.
         */
        @ConfigDocMapKey("header")
        @HeaderNames
        Map<String, String> headers();
    }

    /** A redirect. */
    interface RedirectConfig {

        /**
         * The status of the answer: 301 and 308 are permanent, and clients remember them; 302, 303 and 307 are for this once.
         * With 307 and 308 clients repeat the method and the body; after 303 they ask with GET.
         */
        @WithDefault("302")
        @Among({ "301", "302", "303", "307", "308" })
        int status();

        /**
         * Required. Where to: an absolute URL, or a path that begins with one {@code /}. In it, <code>{path}</code> stands for
         * the path and query of the request as they were received, and <code>{host}</code> for its host. Visible ASCII
         * characters only. Example: <code>"https://www.example.com{path}"</code>.
         */
        Optional<String> to();
    }

    /** What is changed in the target of requests. */
    interface RewriteConfig {

        /**
         * What takes the place of the matched path prefix, or of the whole path with {@code path-exact}: with
         * {@code path: /v1} and {@code prefix: /}, {@code /v1/users} becomes {@code /users}. It begins with {@code /}; the
         * query
         * stays as it is.
         */
        Optional<String> prefix();
    }

    /** How long requests of a route may take. */
    interface TimeoutsConfig {

        /**
         * How long a whole request may take, from its head to the end of its answer, attempts included. Without this key the
         * backend's time counts. A duration from 1ms to 24d.
         */
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Optional<Duration> request();

        /**
         * How long an endpoint may take to begin its answer once it has the whole request. Without this key the backend's time
         * counts. A duration from 1ms to 24d.
         */
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Optional<Duration> response();
    }

    /**
     * Changes of headers, in this order: removed, set, added. Not of {@code connection}, {@code content-length},
     * {@code transfer-encoding}, {@code keep-alive}, {@code te}, {@code trailer}, {@code upgrade} and {@code proxy-connection},
     * which belong to the connection and not to the message.
     */
    interface HeadersConfig {

        /**
         * Headers that get this one value, in place of any they have: {@code x-env: prod}. Values are visible ASCII characters
         * and spaces.
         */
        @ConfigDocMapKey("header")
        @HeaderNames
        Map<String, String> set();

        /** Headers that get this value beside any they have. */
        @ConfigDocMapKey("header")
        @HeaderNames
        Map<String, String> add();

        /** Headers that are taken out: {@code [x-debug]}. */
        Optional<List<String>> remove();
    }
}
