package io.janus.server.top;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a Janus did in the last second. All texts are printable; rates are by the second, latencies in milliseconds and empty
 * where nothing ended.
 *
 * @param time of day when it was taken, in UTC
 * @param revision another one when something else than numbers changed
 * @param openConnections of clients
 * @param lagP99 how late event loops are
 */
public record Frame(String time, long revision, long configVersion, long openConnections, OptionalDouble lagP99,
        List<Listener> listeners, List<Backend> backends) {

    public Frame {
        listeners = List.copyOf(listeners);
        backends = List.copyOf(backends);
    }

    /**
     * A listener.
     *
     * @param requests of a tcp listener its connections
     * @param clientErrors empty where it speaks tcp
     */
    public record Listener(String name, double requests, double errors, OptionalDouble clientErrors, OptionalDouble p50,
            OptionalDouble p99, long connections, double bytesIn, double bytesOut) {
    }

    /** A backend; its requests are attempts. */
    public record Backend(String name, double requests, double errors, OptionalDouble p50, OptionalDouble p99,
            List<Endpoint> endpoints) {

        public Backend {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * An endpoint.
     *
     * @param status {@code up}, {@code down}, {@code drained}, …
     * @param weight the one that counts now, 0 when it is not eligible
     */
    public record Endpoint(String id, String status, double weight, long inFlight, double requests, double errors) {
    }
}
