package io.janus.proxy.state;

import java.time.Instant;

/**
 * What the control plane knows of an endpoint.
 *
 * @param status whether it may get traffic
 * @param reason why, for people: {@code "connection refused"}, {@code "never probed"}
 * @param since when it became so
 */
public record EndpointHealth(Status status, String reason, Instant since) {

    /** Whether an endpoint may get traffic. */
    public enum Status {

        /** It may. */
        UP,

        /** It failed its probes: it may only when every endpoint is down and the backend fails open. */
        DOWN,

        /** Its name has no address yet: it cannot. */
        UNRESOLVED
    }
}
