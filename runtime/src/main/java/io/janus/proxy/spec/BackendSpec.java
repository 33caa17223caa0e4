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
 * @param timeouts how long its endpoints may take
 * @param retries when a failed attempt is followed by another
 * @param pool how long connections to its endpoints are used again
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
        BackendTimeouts timeouts,
        RetriesSpec retries,
        PoolSpec pool,
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
    }
}
