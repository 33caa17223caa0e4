package io.janus.server.demo;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How long things take in the demo: as in real life never exactly the same, so that no chart is a straight line. */
final class Pace {

    /** A rare delay this many times the typical one is a good p99; a longer one would be an outage. */
    private static final int MOST = 8;

    /** From one high tide of visitors to the next: two or three waves in the chart of a dashboard. */
    private static final double TIDE_NANOS = TimeUnit.SECONDS.toNanos(40);

    /** At high tide visitors think this part of their time less, at low tide more: between 20 and 60 requests a second. */
    private static final double TIDE = 0.5;

    private Pace() {
    }

    /** How long work takes whose mean is given: mostly less, seldom much more (exponentially distributed, and bounded). */
    static long workMillis(int meanMillis) {
        double luck = 1 - ThreadLocalRandom.current().nextDouble();
        return Math.min(Math.round(-Math.log(luck) * meanMillis), (long) MOST * meanMillis);
    }

    /**
     * How long a visitor thinks between two visits: half to one and a half of the mean, which itself comes and goes like a
     * tide.
     */
    static long thinkMillis(int meanMillis, long nanoTime) {
        double tide = 1 + TIDE * Math.sin(2 * Math.PI * nanoTime / TIDE_NANOS);
        return Math.round(meanMillis * tide * (0.5 + ThreadLocalRandom.current().nextDouble()));
    }
}
