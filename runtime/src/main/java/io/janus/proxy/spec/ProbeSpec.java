package io.janus.proxy.spec;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the endpoints of a backend are probed.
 *
 * @param kind what a probe does
 * @param port the port of the endpoint's address that is probed, 1 to 65535; empty means the endpoint's own
 * @param interval the time from one probe to the next, positive; each is moved by up to 10 % so that probes do not march in
 *        step
 * @param timeout how long one probe may take, positive
 * @param healthyThreshold successes in a row that bring a down endpoint up, at least 1
 * @param unhealthyThreshold failures in a row that take an up endpoint down, at least 1
 */
public record ProbeSpec(
        Kind kind,
        OptionalInt port,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold) {

    /** What a probe does. */
    public sealed interface Kind permits Tcp, Http {
    }

    /** It opens a connection and closes it. */
    public record Tcp() implements Kind {
    }

    /**
     * It sends a GET over a connection of its own and reads the head of the answer.
     *
     * @param path the request's target: begins with {@code /}, may have a query; visible ASCII characters
     * @param host the request's Host; empty means the endpoint's own address, as it is configured
     * @param statusFrom the first status that counts as success, 200 to 599
     * @param statusTo the last one, {@code statusFrom} to 599
     */
    public record Http(String path, Optional<String> host, int statusFrom, int statusTo) implements Kind {

        public Http {
            if (statusFrom < 200 || statusTo > 599 || statusFrom > statusTo) {
                throw new IllegalArgumentException("no range of final statuses: " + statusFrom + "-" + statusTo);
            }
        }

        /** Whether an answer of this status is a success. */
        public boolean accepts(int status) {
            return status >= statusFrom && status <= statusTo;
        }

        /** The statuses as the configuration would have them: {@code 200-399}, {@code 204}. */
        public String statuses() {
            return statusFrom == statusTo ? Integer.toString(statusFrom) : statusFrom + "-" + statusTo;
        }
    }

    /** Whether the other asks an endpoint the same thing, whenever and however often. */
    public boolean asksTheSameAs(ProbeSpec other) {
        return kind.equals(other.kind) && port.equals(other.port);
    }
}
