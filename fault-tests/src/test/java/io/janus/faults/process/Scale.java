package io.janus.faults.process;

import java.time.Duration;

/** How large the tests are: small in every build, and as large as {@code -Djanus.faults.minutes} says. */
public final class Scale {

    private static final Duration STORM = Duration.ofSeconds(30);
    private static final long MINUTES = Long.getLong("janus.faults.minutes", 0);

    private Scale() {
    }

    /** How long the storm goes on. */
    public static Duration storm() {
        return isFull() ? Duration.ofMinutes(MINUTES) : STORM;
    }

    /** Whether the other tests are to be as large as they are described. */
    public static boolean isFull() {
        return MINUTES > 0;
    }

    public static int of(int small, int full) {
        return isFull() ? full : small;
    }

    /** What the dice of a test begin with: as given, so that it repeats, or thrown anew. */
    public static long seed() {
        String given = System.getProperty("janus.faults.seed", "");
        return given.isBlank() ? System.nanoTime() & Integer.MAX_VALUE : Long.parseLong(given);
    }
}
