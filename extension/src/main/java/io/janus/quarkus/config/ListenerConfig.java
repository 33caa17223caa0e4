package io.janus.quarkus.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** A bound address and where its connections go. */
@ConfigGroup
public interface ListenerConfig {

    /**
     * Required. The address to listen on, as {@code host:port}. The host is an IP address (IPv6 in brackets),
     * {@code localhost},
     * or {@code *} for every address of the machine; the port is 0 to 65535, and 0 takes any free port. Examples:
     * {@code 127.0.0.1:5432}, {@code "[::1]:5432"}, {@code "*:5432"}.
     */
    Optional<String> bind();

    /**
     * Required. What is spoken on the connections: {@code http} is HTTP/1.0 and HTTP/1.1, and balances each request;
     * {@code tcp} passes bytes through as they are, and balances each connection. The keys {@code timeouts}, {@code http},
     * {@code forwarded}, {@code via} and {@code routes} are for {@code http} only.
     */
    Optional<Protocol> protocol();

    /**
     * How many client connections may be open at once, over all event loops, 1 to 10000000; one above it is accepted and closed
     * at once. A session also holds a connection to its endpoint, so the process needs twice as many file descriptors.
     */
    @WithDefault("10000")
    @Bounds(min = "1", max = "10000000")
    int maxConnections();

    /**
     * The name of the backend that takes the connections, or with {@code protocol: http} the requests that no route matches.
     * Required for {@code tcp}; an {@code http} listener without it needs routes, and answers 404 where none matches.
     */
    Optional<String> backend();

    /**
     * Where a line for each request, or with {@code protocol: tcp} for each session, is written. Without this key there is no
     * log, and nothing is noted.
     */
    Optional<AccessLogConfig> accessLog();

    /** How long clients may take. */
    TimeoutsConfig timeouts();

    /** How much clients may send. */
    HttpConfig http();

    /** What is believed of the client addresses that other proxies report. */
    ForwardedConfig forwarded();

    /**
     * Whether requests and answers get a {@code Via} field, which names Janus as a proxy on the way. {@code true} or
     * {@code false}.
     */
    @WithDefault("false")
    boolean via();

    /**
     * Which requests go where. The most specific match wins, whatever the order: first an exact host, then a wildcard host,
     * then none; then an exact path, then the longer prefix; then a method; then more headers. A request that no route
     * matches goes to the listener's backend.
     */
    List<RouteConfig> routes();

    /** What is spoken on a listener's connections. */
    enum Protocol {
        /** HTTP/1.0 and HTTP/1.1. */
        HTTP,
        /** Bytes, passed through as they are. */
        TCP
    }

    /** Where a line for each request or session is written. */
    interface AccessLogConfig {

        /**
         * What a line looks like: {@code json}, an object a line; {@code combined}, as Apache and nginx write it, for
         * {@code http} only; or a text with fields in braces:
         * <code>"{client} {method} {path} {status} {duration}"</code>. The page on access logs has all fields, and what is
         * escaped.
         */
        @WithDefault("json")
        String format();

        /**
         * Where lines go: {@code stdout}, or the path of a file, which is appended to, made if it is not there, and opened anew
         * when it was moved away. A relative path begins at the working directory of the process. A file that cannot be written
         * refuses the configuration.
         */
        @WithDefault("stdout")
        String to();
    }

    /** How long clients may take. */
    interface TimeoutsConfig {

        /**
         * How long the head of a request (its request line and headers) may take from its first byte to its last. After that
         * the answer is 408 and the connection closes. A duration from 1ms to 24d.
         */
        @WithDefault("10s")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration head();

        /**
         * How long a connection may be open without a request, before its first one and between two. Then it closes without an
         * answer. A duration from 1ms to 24d.
         */
        @WithDefault("75s")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration idle();

        /**
         * How long a client may send no byte of a body it began, or take no byte of an answer. Then the connection closes; a
         * request whose body stalls is answered 408 before. A duration from 1ms to 24d.
         */
        @WithDefault("60s")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration stall();

        /**
         * How long a connection that was upgraded, to WebSocket for example, may move no byte in either direction before it is
         * closed. A duration from 1ms to 24d.
         */
        @WithDefault("1h")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration tunnel();
    }

    /** What is believed of the client addresses that other proxies report. */
    interface ForwardedConfig {

        /**
         * The proxies in front of Janus whose {@code X-Forwarded-*}, {@code Forwarded} and {@code X-Real-IP} headers are
         * believed: a list of IP addresses and of ranges in CIDR notation. The client is then the right-most address of the
         * header that is not one of these. From everyone else these headers are removed before Janus sets its own. Without
         * this key nobody is believed. Example: {@code [10.0.0.0/8, "fd00::/8", 192.0.2.7]}.
         */
        Optional<List<String>> trusted();
    }
}
