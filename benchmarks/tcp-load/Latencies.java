/** How long round trips took: a count for each microsecond, so that the percentiles are exact, and adding one costs next to nothing. */
final class Latencies {

    /** Longer ones are counted as this: no proxy here is so slow. */
    private static final int MOST_MICROS = 1_000_000;

    private final int[] counts = new int[MOST_MICROS + 1];
    private long total;

    void add(long nanos) {
        counts[(int) Math.min(nanos / 1000, MOST_MICROS)]++;
        total++;
    }

    /** The microseconds that this share of them, 0 to 1, did not exceed. */
    double percentile(double share) {
        long left = (long) Math.ceil(total * share);
        int micros = 0;
        while (micros < MOST_MICROS && (left -= counts[micros]) > 0) {
            micros++;
        }
        return micros;
    }
}
