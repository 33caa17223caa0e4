package io.janus.quarkus.accesslog;

import org.jspecify.annotations.Nullable;

/**
 * Where the values of one line go, and how.
 *
 * @param out where
 * @param escaping what becomes of bytes that must not stand there as they are
 * @param clock the time of day
 */
record Line(LineBuffer out, Escaping escaping, LineClock clock) {

    // Each of these answers whether there was anything to write, as AccessField wants it.

    boolean name(@Nullable String text) {
        if (text == null) {
            return false;
        }
        escaping.put(text, out);
        return true;
    }

    boolean number(long value) {
        out.number(value);
        return true;
    }

    boolean millis(long nanos) {
        out.millis(nanos);
        return true;
    }
}
