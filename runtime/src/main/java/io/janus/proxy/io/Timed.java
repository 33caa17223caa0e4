package io.janus.proxy.io;

/**
 * Something its loop looks after with every tick: its deadlines, and what it keeps in memory. Instead of a timer for each
 * deadline there is one tick for all: moving a deadline is a plain field write, and nothing is scheduled or cancelled while
 * bytes flow. Confined to its loop.
 */
public abstract class Timed {

    /** Where it stands in its loop's {@link TimedSet}; -1 while it is in none. */
    int slot = -1;

    /**
     * Looks at its deadlines. Called every {@value IoLoop#TICK_MILLIS} ms; may remove itself.
     *
     * @param nowNanos the loop's clock
     */
    protected abstract void tick(long nowNanos);

    /** How many bytes it keeps in memory because a peer does not take them. */
    protected long keptBytes() {
        return 0;
    }

    /** Ends, and lets go of all it keeps: memory is short, and it keeps the most. Never asked of one that keeps nothing. */
    protected void shed() {
    }

    /** Ends because its tick failed, which is a bug. */
    protected abstract void failed(Throwable cause);
}
