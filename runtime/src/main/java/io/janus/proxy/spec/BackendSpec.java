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
 * @param ejection when an endpoint is taken out of rotation for its answers; empty when none ever is
 * @param panic what happens when too few endpoints are left
 * @param slowStart how long an endpoint that was added or recovered takes to get its full share; zero gives it at once
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
        Optional<EjectionSpec> ejection,
        PanicSpec panic,
        Duration slowStart,
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
