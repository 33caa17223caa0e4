package io.janus.proxy.spec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A named set of interchangeable endpoints with one balancer.
 *
 * @param name unique among backends
 * @param balancer its policy
 * @param endpoints by id; never empty
 * @param probe how its endpoints are probed; empty when they are not, and then they count as up
 * @param connectTimeout how long one attempt may take to connect, positive
 * @param idleTimeout how long a session may move no byte in either direction; positive
 * @param maxAttempts how many endpoints a session may try before it fails; 1 means no retry
 * @param failOpen when every endpoint is down: true uses them all, false none
 * @param onDown what becomes of the sessions of an endpoint that goes down
 * @param drainTimeout how long sessions of a removed endpoint may go on; zero means as long as they take
 * @param resolveInterval how often the names of its endpoints are resolved again; positive
 */
public record BackendSpec(
        String name,
        BalancerSpec balancer,
        Map<String, EndpointSpec> endpoints,
        Optional<ProbeSpec> probe,
        Duration connectTimeout,
        Duration idleTimeout,
        int maxAttempts,
        boolean failOpen,
        OnDown onDown,
        Duration drainTimeout,
        Duration resolveInterval) {

    /** What becomes of the sessions of an endpoint that goes down. */
    public enum OnDown {
        /** They go on until one of the two ends them. */
        KEEP,
        /** They are reset at once. */
        CLOSE
    }

    public BackendSpec {
        endpoints = Ordered.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("backend " + name + " has no endpoint");
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("max-attempts of backend " + name + " must be at least 1");
        }
    }
}
