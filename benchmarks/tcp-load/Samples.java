import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What the rounds of one workload gave for one proxy. */
final class Samples {

    private final List<Double> costs = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();

    /**
     * @param work how much was done: GiB or round trips
     * @param cpuSeconds what the proxy used for it
     * @param wallSeconds how long it took
     */
    void add(double work, double cpuSeconds, double wallSeconds) {
        costs.add(cpuSeconds / work);
        rates.add(work / wallSeconds);
        shares.add(cpuSeconds / wallSeconds);
    }

    /** CPU seconds per piece of work. */
    double cost() {
        return median(costs);
    }

    /** Pieces of work per second. */
    double rate() {
        return median(rates);
    }

    /** How much of its processor the proxy used, 0 to 1. */
    double share() {
        return median(shares);
    }

    /** Median, minimum and maximum of the cost, each multiplied by {@code unit}. */
    String costText(double unit, int decimals) {
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", cost() * unit,
                Collections.min(costs) * unit, Collections.max(costs) * unit);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
