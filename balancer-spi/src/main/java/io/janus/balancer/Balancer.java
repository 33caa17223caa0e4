package io.janus.balancer;

/**
 * The balancing policy of one backend: it turns each membership into a {@link Picker}.
 *
 * <h2>Threads</h2>
 * {@link #update} and {@link #close} of one balancer are serialized by the control plane and never run on an event loop: they
 * may allocate, sort and build tables. Those of two balancers of the same factory may run at once. What {@code update} did
 * happens-before every pick on the picker it returned.
 */
@FunctionalInterface
public interface Balancer extends AutoCloseable {

    /**
     * Answers the picker for a membership. Called for the first membership and for every change of endpoints, weights or
     * labels; the picker of the call before may still be picked from for a moment, and is told the outcomes of what it picked.
     *
     * @param snapshot the eligible endpoints, never empty; indexes a picker answers are indexes into it
     * @return the picker to publish; a new one, or the same when nothing it holds depends on the snapshot
     * @throws RuntimeException counts as a failure of the policy: it is logged, and random picking serves the backend until the
     *         next update succeeds
     */
    Picker update(BackendSnapshot snapshot);

    /**
     * Releases what the balancer holds. Called once, when its backend was removed or its configuration changed; its last picker
     * may still be picked from for a moment, as after an {@link #update}. One that was made for a trial is closed when that
     * ends, and may never have been updated.
     */
    @Override
    default void close() {
    }
}
