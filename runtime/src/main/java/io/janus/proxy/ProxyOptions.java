package io.janus.proxy;

import java.util.Map;

import io.janus.balancer.BalancerFactory;

/**
 * What is fixed for the life of a {@link Proxy}.
 *
 * @param ioThreads how many event loops, 0 for one per core
 * @param policies balancing policies by name, aliases included
 */
public record ProxyOptions(int ioThreads, Map<String, BalancerFactory> policies) {

    public ProxyOptions {
        policies = Map.copyOf(policies);
    }
}
