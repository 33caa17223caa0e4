package io.janus.proxy.state;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;

/**
 * How many attempts on an endpoint failed in a row, whichever loop made them.
 *
 * <p>
 * Nothing is written while all goes well: a failure adds one, and what ends a streak writes 0 only if it is not 0 already. When
 * a streak grows as long as it may, a mark is left, which stays although the streak may end the next moment; the control loop
 * looks for it. So no event can be lost, and no loop ever waits.
 */
public final class FailureStreak {

    /** Written by all event loops and by the control loop, read by everyone. */
    private final PaddedInteger count = new PaddedInteger();

    /** How the last attempt failed. Written by event loops, read by the control loop. */
    private volatile @Nullable Outcome last;

    /** The threshold that a streak reached since the last look; 0 for none. Set by event loops, cleared by the control loop. */
    private volatile int reached;

    /**
     * Grows when all is forgotten, so that attempts from before count no more. Written by the control loop, read by event
     * loops.
     */
    private volatile int number;

    /**
     * Counts a failure. On an event loop.
     *
     * @param how the outcome of the attempt
     * @param threshold how many in a row are too many, at least 1
     * @param began the {@link #number} when the attempt began; what began before all was forgotten is ignored
     */
    public void failed(Outcome how, int threshold, int began) {
        if (began != number) {
            return;
        }
        last = how;
        if (count.incrementAndGet() == threshold) {
            reached = threshold;
        }
    }

    /** What failures count towards now; another number after all was forgotten. Any thread. */
    public int number() {
        return number;
    }

    /** Ends the streak: an attempt went well to its end. On an event loop. */
    public void ended() {
        if (count.get() != 0) {
            count.set(0);
        }
    }

    /** How many failed in a row until now. Any thread. */
    public int count() {
        return count.get();
    }

    /** How the last attempt that failed did; null when none ever did. Any thread. */
    public @Nullable Outcome last() {
        return last;
    }

    /** Whether too many failed in a row since the last look, or just now. Takes the mark away. On the control loop. */
    public boolean takeReached(int threshold) {
        int marked = reached;
        if (marked != 0) {
            reached = 0;
        }
        return marked >= threshold || count.get() >= threshold;
    }

    /** Begins anew. On the control loop. */
    void forget() {
        number++;
        count.set(0);
        reached = 0;
    }
}
