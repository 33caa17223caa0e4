package io.janus.proxy.balancers;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import io.janus.balancer.BalancerFactory;

/** The built-in policies by name. */
public final class BuiltInBalancers {

    /** The policy of a backend that names none: the one that copes best with endpoints that differ in speed. */
    public static final String DEFAULT = LeastRequest.NAME;

    private static final SortedMap<String, BalancerFactory> BY_NAME = policies();

    private BuiltInBalancers() {
    }

    /** The built-in policies by name, aliases included. Sorted and immutable. */
    public static SortedMap<String, BalancerFactory> byName() {
        return BY_NAME;
    }

    /**
     * Whether a policy sends each client to an endpoint worked out from a hash, so that every change of a weight sends some of
     * them elsewhere.
     */
    public static boolean isHash(String type) {
        return type.equals(IpHash.NAME);
    }

    private static SortedMap<String, BalancerFactory> policies() {
        SortedMap<String, BalancerFactory> policies = new TreeMap<>();
        policies.put(RoundRobin.NAME, RoundRobin::create);
        policies.put("weighted-" + RoundRobin.NAME, RoundRobin::create);
        policies.put(RandomByWeight.NAME, RandomByWeight::create);
        policies.put(LeastRequest.NAME, LeastRequest::create);
        policies.put("least-connections", LeastRequest::create);
        policies.put(IpHash.NAME, IpHash::create);
        return Collections.unmodifiableSortedMap(policies);
    }
}
