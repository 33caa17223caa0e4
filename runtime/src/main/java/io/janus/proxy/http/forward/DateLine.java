package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The {@code Date} line of a loop, as IMF-fixdate (RFC 9110 section 5.6.7). One for each loop; confined to it. It is remade
 * when the second it names is over, and only then asks the wall clock and allocates.
 */
public final class DateLine {

    /** The JDK's own RFC 1123 format would write the first nine days of a month with one digit. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter
            .ofPattern("'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final LongSupplier wallMillis;
    private byte[] line = {};
    private long nextNanos;

    public DateLine() {
        this(System::currentTimeMillis);
    }

    DateLine(LongSupplier wallMillis) {
        this.wallMillis = wallMillis;
    }

    /**
     * The whole line with its CRLF.
     *
     * @param nowNanos the loop's clock, that of {@link System#nanoTime()}
     */
    public byte[] at(long nowNanos) {
        if (line.length == 0 || nowNanos - nextNanos >= 0) {
            long millis = wallMillis.getAsLong();
            line = FORMAT.format(Instant.ofEpochMilli(millis)).getBytes(ISO_8859_1);
            nextNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(1000 - Math.floorMod(millis, 1000L));
        }
        return line;
    }
}
