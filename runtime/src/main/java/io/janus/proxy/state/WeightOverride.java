package io.janus.proxy.state;

import java.time.Instant;
import java.util.OptionalInt;

import io.janus.proxy.spec.EndpointSpec;

/**
 * What an operator set for an endpoint while Janus runs, in place of what the configuration says.
 *
 * @param drained whether it gets no new work
 * @param weight its weight, 0 to {@value EndpointSpec#MAX_WEIGHT}; empty leaves the configured one
 * @param by who set it
 * @param since when
 */
public record WeightOverride(boolean drained, OptionalInt weight, String by, Instant since) {

    /** Nothing is set. */
    static final WeightOverride NONE = new WeightOverride(false, OptionalInt.empty(), "", Instant.EPOCH);

    public WeightOverride {
        if (weight.isPresent() && (weight.getAsInt() < 0 || weight.getAsInt() > EndpointSpec.MAX_WEIGHT)) {
            throw new IllegalArgumentException("a weight must be 0 to " + EndpointSpec.MAX_WEIGHT);
        }
    }

    /** Whether it says nothing, so that there is none. */
    boolean isEmpty() {
        return !drained && weight.isEmpty();
    }

    /** What counts for an endpoint that is configured with a weight. */
    int over(int configured) {
        return drained ? 0 : weight.orElse(configured);
    }
}
