package io.janus.quarkus.probe;

import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.state.EndpointHealth.Status;

/**
 * What the last probes of one endpoint add up to: when it counts as down, and when as up again. Confined to the control loop.
 */
final class ProbeStreak {

    private int successes;
    private int failures;
    private boolean everSucceeded;

    /**
     * Counts a probe.
     *
     * <p>
     * An up endpoint goes down after {@link ProbeSpec#unhealthyThreshold()} failures in a row, a down one comes up after
     * {@link ProbeSpec#healthyThreshold()} successes in a row. The first success is enough for an endpoint that never succeeded
     * before, since nothing speaks against it but that it was started later than Janus; and in an outage, since a doubtful
     * endpoint is better than none.
     *
     * @param succeeded how the probe ended
     * @param outage whether no endpoint of the backend is up that could get traffic
     * @param current what the endpoint counts as now
     * @param spec the thresholds
     * @return what it counts as from now on
     */
    Status count(boolean succeeded, boolean outage, Status current, ProbeSpec spec) {
        if (succeeded) {
            boolean first = !everSucceeded;
            everSucceeded = true;
            failures = 0;
            successes = saturated(successes);
            return first || outage || successes >= spec.healthyThreshold() ? Status.UP : current;
        }
        successes = 0;
        failures = saturated(failures);
        return failures >= spec.unhealthyThreshold() ? Status.DOWN : current;
    }

    /** Counts from nothing again, for what was counted answered another question. */
    void restart() {
        successes = 0;
        failures = 0;
    }

    /** Failures in a row until now. */
    int failures() {
        return failures;
    }

    /** Adds 1, and stays at the top instead of starting over after years of failing. */
    private static int saturated(int streak) {
        return streak == Integer.MAX_VALUE ? streak : streak + 1;
    }
}
