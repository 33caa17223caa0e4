package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateLineTest {

    private final AtomicLong wallMillis = new AtomicLong(Instant.parse("1994-11-06T08:49:37.250Z").toEpochMilli());
    private final AtomicInteger asked = new AtomicInteger();
    private final DateLine line = new DateLine(() -> {
        asked.incrementAndGet();
        return wallMillis.get();
    });

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1994-11-06T08:49:37Z | Sun, 06 Nov 1994 08:49:37 GMT",
            "2024-02-29T23:59:59.999Z | Thu, 29 Feb 2024 23:59:59 GMT",
            "1970-01-01T00:00:00Z | Thu, 01 Jan 1970 00:00:00 GMT",
            "2030-12-31T00:00:01Z | Tue, 31 Dec 2030 00:00:01 GMT",
    })
    void a_date_is_written_as_imf_fixdate(String instant, String date) {
        wallMillis.set(Instant.parse(instant).toEpochMilli());

        assertThat(text(5)).isEqualTo("Date: " + date + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 12345, -5, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE })
    void the_line_is_remade_when_its_second_is_over(long start) {
        assertThat(text(start)).contains(":37 GMT");

        wallMillis.addAndGet(750);

        assertThat(text(start)).contains(":37 GMT");
        assertThat(text(start + MILLISECONDS.toNanos(749))).contains(":37 GMT");
        assertThat(asked).hasValue(1);
        assertThat(text(start + MILLISECONDS.toNanos(750))).contains(":38 GMT");
        assertThat(asked).hasValue(2);
    }

    @Test
    void within_a_second_it_is_the_same_array() {
        assertThat(line.at(7)).isSameAs(line.at(8)).isSameAs(line.at(7));
    }

    @Test
    void a_step_of_the_wall_clock_shows_within_a_second() {
        text(0);
        wallMillis.set(Instant.parse("1994-11-05T00:00:00Z").toEpochMilli());

        assertThat(text(MILLISECONDS.toNanos(1000))).isEqualTo("Date: Sat, 05 Nov 1994 00:00:00 GMT\r\n");
    }

    @Test
    void the_real_clock_is_near_now() {
        assertThat(new String(new DateLine().at(System.nanoTime()), ISO_8859_1))
                .matches("Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n");
    }

    private String text(long nowNanos) {
        return new String(line.at(nowNanos), ISO_8859_1);
    }
}
