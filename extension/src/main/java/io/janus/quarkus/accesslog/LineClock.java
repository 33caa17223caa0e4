package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells the time of day of what event loops noted by {@link System#nanoTime()}, so that they need not ask for it. The text of
 * a second is made once. Confined to the writer's thread.
 */
final class LineClock {

    private static final long MILLIS_PER_SECOND = 1000;

    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter COMMON = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss '+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final LongSupplier millisClock;
    private final LongSupplier nanoClock;
    private long nowMillis;
    private long nowNanos;

    private final Cached rfc3339 = new Cached(RFC_3339);
    private final Cached common = new Cached(COMMON);

    LineClock(LongSupplier millisClock, LongSupplier nanoClock) {
        this.millisClock = millisClock;
        this.nanoClock = nanoClock;
        read();
    }

    /** Reads both clocks anew: the time of day may have been set, or drift. To be done for each batch of lines. */
    void read() {
        nowMillis = millisClock.getAsLong();
        nowNanos = nanoClock.getAsLong();
    }

    private long millisAt(long nanos) {
        return nowMillis - TimeUnit.NANOSECONDS.toMillis(nowNanos - nanos);
    }

    /** {@code 2026-11-28T20:12:44.123Z}. */
    void rfc3339(long nanos, LineBuffer to) {
        long millis = millisAt(nanos);
        to.octets(rfc3339.at(Math.floorDiv(millis, MILLIS_PER_SECOND)));
        to.padded(Math.floorMod(millis, MILLIS_PER_SECOND), 3);
        to.octet('Z');
    }

    /** {@code 28/Nov/2026:20:12:44 +0000}, as in the common log format. */
    void common(long nanos, LineBuffer to) {
        to.octets(common.at(Math.floorDiv(millisAt(nanos), MILLIS_PER_SECOND)));
    }

    /** The text of the last second that was asked for. */
    private static final class Cached {

        private final DateTimeFormatter format;
        private long second = Long.MIN_VALUE;
        private byte[] text = {};

        Cached(DateTimeFormatter format) {
            this.format = format;
        }

        byte[] at(long wanted) {
            if (wanted != second) {
                second = wanted;
                text = format.format(Instant.ofEpochSecond(wanted)).getBytes(US_ASCII);
            }
            return text;
        }
    }
}
