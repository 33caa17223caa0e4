package io.janus.quarkus.config;

import java.util.Map;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;

/** Policies that only look at their options. */
final class TestPolicies {

    static final Map<String, BalancerFactory> ALL = Map.of(
            "least-request", TestPolicies::choosy,
            "least-connections", TestPolicies::choosy,
            "round-robin", context -> snapshot -> request -> 0);

    private TestPolicies() {
    }

    private static Balancer choosy(BalancerContext context) {
        String choices = context.options().getOrDefault("choices", "2");
        if (!choices.matches("[0-9]+")) {
            throw new IllegalArgumentException("choices is \"" + choices + "\" and must be a whole number. Maybe write 2.");
        }
        return snapshot -> request -> 0;
    }
}
