package io.janus.proxy.spec;

import java.util.Map;

/**
 * A policy and its options.
 *
 * @param type the policy's name or one of its aliases
 * @param options handed to the policy as they are
 */
public record BalancerSpec(String type, Map<String, String> options) {

    public BalancerSpec {
        options = Map.copyOf(options);
    }
}
