package io.janus.server.top;

import java.util.Locale;

/** Numbers in at most six characters, with as many digits as say something. */
final class Quantity {

    private static final String UNITS = "kMGTP";
    private static final double THOUSAND = 1000;

    /** From here on {@code %.1f} would say {@code 10.0}. */
    private static final double TWO_DIGITS = 9.95;
    private static final double FOUR_DIGITS = 9999.5;

    private Quantity() {
    }

    /** {@code 0}, {@code 0.4}, {@code 12}, {@code 1234}, {@code 12.3k}. */
    static String rate(double value) {
        if (value > 0 && value < TWO_DIGITS) {
            return value < 0.05 ? "<0.1" : String.format(Locale.ROOT, "%.1f", value);
        }
        return count(value);
    }

    /** {@code 0}, {@code 1234}, {@code 12.3k}. */
    static String count(double value) {
        return value < FOUR_DIGITS ? String.format(Locale.ROOT, "%.0f", value) : inUnits(value);
    }

    /** {@code 1}, {@code 0.2}: whole, but where an endpoint starts slowly. */
    static String weight(double value) {
        return value == Math.rint(value) ? count(value) : rate(value);
    }

    /** {@code 512}, {@code 1.5k}, {@code 12M}. */
    static String bytes(double value) {
        return value < THOUSAND ? String.format(Locale.ROOT, "%.0f", value) : inUnits(value);
    }

    /** {@code 0.4ms}, {@code 12ms}, {@code 1.5s}. */
    static String millis(double value) {
        if (value < TWO_DIGITS) {
            return String.format(Locale.ROOT, "%.1fms", value);
        }
        return value < THOUSAND - 0.5 ? String.format(Locale.ROOT, "%.0fms", value)
                : value < THOUSAND * TWO_DIGITS ? String.format(Locale.ROOT, "%.1fs", value / THOUSAND)
                        : String.format(Locale.ROOT, "%.0fs", value / THOUSAND);
    }

    /** {@code 0%}, {@code 33.3%}, {@code 100%}. */
    static String percent(double value) {
        return value > 0 && value < 99.95 ? String.format(Locale.ROOT, "%.1f%%", value)
                : String.format(Locale.ROOT, "%.0f%%", value);
    }

    private static String inUnits(double value) {
        double left = value;
        int unit = -1;
        while (left >= THOUSAND - 0.5 && unit + 1 < UNITS.length()) {
            left /= THOUSAND;
            unit++;
        }
        // One more digit than needed would be wider, and beyond three nobody compares.
        return String.format(Locale.ROOT, left < 99.95 ? "%.1f" : "%.0f", left) + (unit < 0 ? "" : UNITS.charAt(unit));
    }
}
