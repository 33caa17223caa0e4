package io.janus.server.demo;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When an endpoint of the demo is out of order: for a while of every minute, by nothing but the clock, so that there is no
 * timer
 * to stop. Safe from every thread.
 */
final class Outage {

    /** Time to start, to open the dashboard, and to see how it looks when all is well. */
    static final Duration FIRST = Duration.ofSeconds(30);

    /** Long enough for an ejection, probes that fail, recovery and a slow start to be over when the next one comes. */
    static final Duration EVERY = Duration.ofMinutes(1);

    /** Long enough to be seen in a chart that has a point a second. */
    static final Duration LASTS = Duration.ofSeconds(15);

    private final LongSupplier nanoClock;
    private final long firstNanos;

    /** The first one comes {@link #FIRST} from now. */
    Outage(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.firstNanos = nanoClock.getAsLong() + FIRST.toNanos();
    }

    /** Whether it is out of order at this moment. */
    boolean now() {
        long sinceFirst = nanoClock.getAsLong() - firstNanos;
        return sinceFirst >= 0 && sinceFirst % EVERY.toNanos() < LASTS.toNanos();
    }
}
