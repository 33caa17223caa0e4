package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

    /** Wherever a clock begins: that of the JDK may be negative, and overflow. */
    private static final List<Long> BEGINNINGS = List.of(0L, -1L, Long.MAX_VALUE - 1);

    private static boolean after(long beginning, Duration time) {
        AtomicLong nanos = new AtomicLong(beginning);
        Outage outage = new Outage(nanos::get);
        nanos.addAndGet(time.toNanos());
        return outage.now();
    }

    @Test
    void all_is_well_at_first() {
        assertThat(BEGINNINGS).allSatisfy(beginning -> {
            assertThat(after(beginning, Duration.ZERO)).isFalse();
            assertThat(after(beginning, Outage.FIRST.minusNanos(1))).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 60 })
    void it_comes_every_minute_and_goes_again(int minutes) {
        Duration begin = Outage.FIRST.plus(Duration.ofMinutes(minutes));
        assertThat(BEGINNINGS).allSatisfy(beginning -> {
            assertThat(after(beginning, begin)).isTrue();
            assertThat(after(beginning, begin.plus(Outage.LASTS).minusNanos(1))).isTrue();
            assertThat(after(beginning, begin.plus(Outage.LASTS))).isFalse();
            assertThat(after(beginning, begin.plus(Outage.EVERY).minusNanos(1))).isFalse();
        });
    }
}
