package io.janus.balancer;

import java.util.Objects;

/**
 * What speaks for or against an endpoint, in one number for people; see {@link Picker#score}. Immutable.
 *
 * @param value the number, finite
 * @param means what it is and which way is better, in a few words: {@code "in flight per weight, lower is better"}
 */
public record Score(double value, String means) {

    public Score {
        Objects.requireNonNull(means, "means");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a score must be finite, not " + value);
        }
    }
}
