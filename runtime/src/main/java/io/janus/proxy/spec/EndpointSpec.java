package io.janus.proxy.spec;

import java.util.Map;

/**
 * One address in a backend.
 *
 * @param id unique within its backend
 * @param address where it listens, perhaps by name
 * @param weight 0 to 1000; 0 takes it out of rotation
 * @param labels free text for policies and people
 */
public record EndpointSpec(String id, HostPort address, int weight, Map<String, String> labels) {

    /** The largest configured weight. */
    public static final int MAX_WEIGHT = 1000;

    public EndpointSpec {
        labels = Map.copyOf(labels);
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException("weight of endpoint " + id + " must be 0 to " + MAX_WEIGHT);
        }
    }
}
