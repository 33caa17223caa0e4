import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** One number of all rounds. */
final class Series {

    private final double[] sorted;

    <T> Series(List<T> samples, ToDoubleFunction<T> number) {
        sorted = samples.stream().mapToDouble(number).filter(n -> !Double.isNaN(n)).sorted().toArray();
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    String median(int decimals) {
        return isEmpty() ? "" : fixed(median(), decimals);
    }

    String medianAndRange(int decimals) {
        return isEmpty() ? ""
                : fixed(median(), decimals) + " (" + fixed(sorted[0], decimals) + "–" + fixed(sorted[sorted.length - 1], decimals) + ")";
    }

    static String fixed(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
