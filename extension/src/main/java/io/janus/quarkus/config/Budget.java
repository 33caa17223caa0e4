package io.janus.quarkus.config;

/**
 * How many keys may be visited in one file. Aliases make a small file large: without a bound, a few lines that refer to each
 * other would keep Janus busy for ever.
 */
final class Budget {

    /** Some 100,000 endpoints with an address and a weight. */
    static final int MOST_KEYS = 250_000;

    /** There are too many. */
    static final class Spent extends RuntimeException {

        private static final long serialVersionUID = 1;

        Spent() {
            super("more than " + MOST_KEYS + " keys", null, false, false);
        }
    }

    private int left = MOST_KEYS;

    void spend() {
        if (--left < 0) {
            throw new Spent();
        }
    }
}
