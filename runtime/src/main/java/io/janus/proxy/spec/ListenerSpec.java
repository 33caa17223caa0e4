package io.janus.proxy.spec;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A bound address and where its connections go.
 *
 * @param name unique among listeners
 * @param bind the address to bind, resolved; port 0 takes any free port (for tests and demos)
 * @param maxConnections how many client connections may be open at once, over all event loops, at least 1
 * @param protocol what is spoken on its connections, and where they lead
 * @param accessLog where a line for each request or session goes; empty for none
 */
public record ListenerSpec(String name, InetSocketAddress bind, int maxConnections, ProtocolSpec protocol,
        Optional<AccessLogSpec> accessLog) {

    public ListenerSpec {
        if (bind.isUnresolved()) {
            throw new IllegalArgumentException("listener " + name + " binds to a name that was not resolved: " + bind);
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("max-connections of listener " + name + " must be at least 1");
        }
    }

    /** One without an access log. */
    public ListenerSpec(String name, InetSocketAddress bind, int maxConnections, ProtocolSpec protocol) {
        this(name, bind, maxConnections, protocol, Optional.empty());
    }
}
