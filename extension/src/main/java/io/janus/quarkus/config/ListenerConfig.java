package io.janus.quarkus.config;

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

    /** Required. What is spoken on the connections: {@code tcp} passes bytes through as they are. */
    Optional<Protocol> protocol();

    /**
     * How many client connections may be open at once, over all event loops, 1 to 10000000; one above it is accepted and closed
     * at once. A session also holds a connection to its endpoint, so the process needs twice as many file descriptors.
     */
    @WithDefault("10000")
    @Bounds(min = "1", max = "10000000")
    int maxConnections();

    /** Required. The name of the backend that takes the connections. */
    Optional<String> backend();

    /** What is spoken on a listener's connections. */
    enum Protocol {
        /** Bytes, passed through as they are. */
        TCP
    }
}
