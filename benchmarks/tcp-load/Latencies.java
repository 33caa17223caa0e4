/** How long round trips took: a count for each microsecond, so that the percentiles are exact, and adding one costs next to nothing. */
final class Latencies {

    private final int[] counts;
    private final int mostMicros;
    private long total;

    /**
     * @param mostMicros longer ones are counted as this
     */
    Latencies(int mostMicros) {
        this.mostMicros = mostMicros;
        counts = new int[mostMicros + 1];
    }

    void add(long nanos) {
        counts[(int) Math.min(nanos / 1000, mostMicros)]++;
        total++;
    }

    /** The microseconds that this share of them, 0 to 1, did not exceed. */
    double percentile(double share) {
        long left = (long) Math.ceil(total * share);
        int micros = 0;
        while (micros < mostMicros && (left -= counts[micros]) > 0) {
            micros++;
        }
        return micros;
    }
}
