package io.janus.balancer;

import org.jspecify.annotations.Nullable;

/**
 * The published, immutable form of a policy: it answers which endpoint takes an attempt.
 *
 * <h2>Threads</h2>
 * One picker is read by all event loops at once. {@link #pick} and {@link #observe} must be wait-free, must not block, and must
 * not allocate: every request waits for them, and so does everything else on that loop. Whatever changes between picks is
 * kept per loop (see {@link PickRequest#loop()}) or in atomics.
 *
 * <h2>What the runtime guarantees</h2>
 * <ul>
 * <li>{@code observe} goes to the picker that picked, exactly once for each attempt.</li>
 * <li>An exception, and an index out of range or not {@linkplain PickRequest#accepts accepted}, is counted, logged at most once
 * a minute, and replaced by a random accepted endpoint. No client ever sees it.</li>
 * </ul>
 */
@FunctionalInterface
public interface Picker {

    /** The answer of a picker that has no endpoint for this request. */
    int NONE = -1;

    /**
     * Picks an endpoint.
     *
     * @param request the attempt; valid only during the call
     * @return an index into the snapshot's {@link BackendSnapshot#endpoints()} that the request {@linkplain PickRequest#accepts
     *         accepts}, or {@link #NONE} when it accepts none: on the first attempt the client is then told that there is no
     *         endpoint, later it gets the failure of the attempt before
     */
    int pick(PickRequest request);

    /**
     * Learns how an attempt ended. Called on the event loop that picked.
     *
     * @param index what {@link #pick} answered, or what the runtime put in its place
     * @param outcome how it ended
     * @param latencyNanos for TCP the time to connect, for HTTP the time to the head of the answer; in nanoseconds, never
     *        negative. For {@link Outcome#CANCELLED} it is a lower bound.
     */
    default void observe(int index, Outcome outcome, long latencyNanos) {
    }

    /**
     * Says what speaks for or against an endpoint now, for people who ask why Janus picks what it picks. Not asked for any
     * request.
     *
     * <p>
     * Called by the control plane, never on an event loop, and while event loops pick from this picker: it must not change
     * anything that they read or write, and numbers that it reads of theirs may be a moment old. It may allocate. What it
     * throws counts as no score.
     *
     * @param index an index into the snapshot's {@link BackendSnapshot#endpoints()}
     * @param request the attempt that is asked about, always the first; valid only during the call
     * @return the score, comparable with those of the snapshot's other endpoints for the same request; {@code null} where the
     *         policy goes by nothing of the kind
     */
    default @Nullable Score score(int index, PickRequest request) {
        return null;
    }
}
