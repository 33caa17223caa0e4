package io.janus.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int MANY = 10_000;

    @Test
    void work_takes_as_long_as_it_should_on_average_and_never_very_much_longer() {
        LongSummaryStatistics times = LongStream.generate(() -> Pace.workMillis(100)).limit(MANY).summaryStatistics();

        assertThat(times.getAverage()).isBetween(80.0, 120.0);
        assertThat(times.getMin()).isNotNegative();
        assertThat(times.getMax()).isBetween(300L, 800L);
    }

    @Test
    void work_of_no_time_takes_none() {
        assertThat(LongStream.generate(() -> Pace.workMillis(0)).limit(MANY)).containsOnly(0L);
    }

    @Test
    void visitors_think_less_at_high_tide_than_at_low_tide() {
        long low = Duration.ofSeconds(10).toNanos();
        long high = Duration.ofSeconds(30).toNanos();

        assertThat(LongStream.generate(() -> Pace.thinkMillis(200, low)).limit(MANY)).allMatch(t -> t >= 150 && t <= 450);
        assertThat(LongStream.generate(() -> Pace.thinkMillis(200, high)).limit(MANY)).allMatch(t -> t >= 50 && t <= 150);
    }
}
