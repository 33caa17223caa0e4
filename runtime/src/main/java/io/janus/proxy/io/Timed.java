package io.janus.proxy.io;

/**
 * Something with deadlines, looked at by its loop's tick. Instead of a timer for each deadline there is one tick for all:
 * moving a deadline is a plain field write, and nothing is scheduled or cancelled while bytes flow.
 */
public abstract class Timed {

    /** Where it stands in its loop's {@link TimedSet}; -1 while it is in none. */
    int slot = -1;

    /**
     * Looks at its deadlines. Called every {@value IoLoop#TICK_MILLIS} ms on its loop; may remove itself.
     *
     * @param nowNanos the loop's clock
     */
    protected abstract void tick(long nowNanos);
}
