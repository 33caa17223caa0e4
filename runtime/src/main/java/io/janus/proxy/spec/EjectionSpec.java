package io.janus.proxy.spec;

import java.time.Duration;

/**
 * When an endpoint is taken out of rotation for its answers, and for how long.
 *
 * @param consecutiveFailures how many attempts in a row must fail, at least 1
 * @param base how long the first ejection takes, positive; the n-th takes n times as long
 * @param max how long an ejection takes at most; not shorter than {@code base}
 * @param maxPercent the share of a backend's endpoints that may be ejected at once, 1 to 100; one always may
 */
public record EjectionSpec(int consecutiveFailures, Duration base, Duration max, int maxPercent) {

    public EjectionSpec {
        if (consecutiveFailures < 1) {
            throw new IllegalArgumentException("consecutive-failures must be at least 1");
        }
        if (max.compareTo(base) < 0) {
            throw new IllegalArgumentException("an ejection of at most " + max + " cannot begin with " + base);
        }
    }
}
