package io.janus.proxy.spec;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.janus.proxy.spec.RouteSpec.Forward;

/**
 * HTTP/1.0 and HTTP/1.1.
 *
 * @param backend the name of the backend that takes the requests no route matches; empty answers them 404
 * @param routes in the order of the configuration, which decides nothing: the most specific match wins
 * @param limits how much a client may send
 * @param timeouts how long a client may take
 * @param trusted the peers whose forwarded headers are believed
 * @param via whether messages get a {@code Via} field
 */
public record HttpSpec(
        Optional<String> backend,
        List<RouteSpec> routes,
        Limits limits,
        Timeouts timeouts,
        List<AddressRange> trusted,
        boolean via) implements ProtocolSpec {

    /**
     * How much a client may send. Bytes, all positive but where 0 is said to mean no limit.
     *
     * @param maxHead request line and fields together
     * @param maxHeaders how many fields a head may have
     * @param maxRequestLine the request line
     * @param maxTrailers the trailer section of a chunked message
     * @param maxRequestsPerConnection after so many the connection closes; 0 means no limit
     * @param maxBody a request's body; 0 means no limit
     */
    public record Limits(int maxHead, int maxHeaders, int maxRequestLine, int maxTrailers, int maxRequestsPerConnection,
            long maxBody) {
    }

    /**
     * How long a client may take; all positive.
     *
     * @param head from the first byte of a head to its last
     * @param idle between two requests
     * @param stall without taking or sending a byte while it should
     * @param tunnel without a byte in either direction, once the connection was upgraded
     */
    public record Timeouts(Duration head, Duration idle, Duration stall, Duration tunnel) {
    }

    public HttpSpec {
        routes = List.copyOf(routes);
        trusted = List.copyOf(trusted);
    }

    @Override
    public Set<String> backends() {
        Set<String> names = new LinkedHashSet<>();
        backend.ifPresent(names::add);
        for (RouteSpec route : routes) {
            if (route.action() instanceof Forward forward) {
                names.add(forward.backend());
            }
        }
        return names;
    }
}
