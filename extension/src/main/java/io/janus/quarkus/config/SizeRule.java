package io.janus.quarkus.config;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.configuration.MemorySize;

/**
 * A size as Quarkus reads it: bytes, or KiB, MiB, GiB and TiB with {@code K}, {@code M}, {@code G} and {@code T}.
 *
 * @param min the smallest there may be, as written
 * @param max the largest
 * @param example what is proposed for a text that is no size
 */
record SizeRule(String min, String max, String example) implements LeafRule {

    /** Fourteen digits of TiB are far above every range, and {@link BigInteger} makes no overflow of them. */
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,14})([KMGT]?)");

    private static final String UNITS = "KMGT";

    /** Each unit is 1024 of the one before. */
    private static final int BITS_PER_UNIT = 10;

    /** A size as an operator writes it, in the largest unit that fits. */
    static String written(long bytes) {
        long size = bytes;
        int unit = -1;
        while (size != 0 && size % 1024 == 0 && unit < UNITS.length() - 1) {
            size /= 1024;
            unit++;
        }
        return unit < 0 ? String.valueOf(size) : size + UNITS.substring(unit, unit + 1);
    }

    @Override
    public Object value(String text) {
        BigInteger bytes = parsed(text);
        if (bytes == null) {
            throw new IllegalArgumentException("no size: " + text);
        }
        return new MemorySize(bytes);
    }

    @Override
    public @Nullable String breach(String text, String origin) {
        BigInteger bytes = parsed(text);
        if (bytes != null && bytes.compareTo(limit(min)) >= 0 && bytes.compareTo(limit(max)) <= 0) {
            return null;
        }
        String nearest = bytes == null ? guess(text) : bytes.compareTo(limit(min)) < 0 ? min : max;
        return Words.quoted(text, origin) + " must be a size from " + min + " to " + max + ", in bytes or with K, M, G or T"
                + " behind the number. Maybe write " + nearest + ".";
    }

    private static BigInteger limit(String text) {
        BigInteger bytes = parsed(text);
        return bytes == null ? BigInteger.ZERO : bytes;
    }

    private static @Nullable BigInteger parsed(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        return size.matches()
                ? new BigInteger(size.group(1)).shiftLeft(BITS_PER_UNIT * (1 + UNITS.indexOf(unit(size.group(2)))))
                : null;
    }

    /** A character that is no unit where there is none. */
    private static char unit(String written) {
        return written.isEmpty() ? ' ' : written.charAt(0);
    }

    /** {@code 16KB}, {@code 16 KiB} and {@code 16k} are common; digits and first letter say what was meant. */
    private String guess(String text) {
        String squeezed = text.toUpperCase(Locale.ROOT).replace(" ", "").replaceFirst("(?<=[KMGT])I?B$|(?<=[0-9])B(YTES)?$",
                "");
        return breach(squeezed) ? example : squeezed;
    }

    private boolean breach(String text) {
        BigInteger bytes = parsed(text);
        return bytes == null || bytes.compareTo(limit(min)) < 0 || bytes.compareTo(limit(max)) > 0;
    }
}
