package io.janus.quarkus.probe;

import static io.janus.proxy.state.EndpointHealth.Status.DOWN;
import static io.janus.proxy.state.EndpointHealth.Status.UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.state.EndpointHealth.Status;

class ProbeStreakTest {

    private static final ProbeSpec RISE_2_FALL_3 = new ProbeSpec(Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 3);

    private final ProbeStreak streak = new ProbeStreak();

    /** Counts probes from a status on: {@code +} succeeded, {@code -} failed. */
    private Status after(String probes, Status status) {
        Status now = status;
        for (char probe : probes.toCharArray()) {
            now = streak.count(probe == '+', now, RISE_2_FALL_3);
        }
        return now;
    }

    @Test
    void an_up_endpoint_stays_up_below_the_threshold_of_failures() {
        assertThat(after("--", UP)).isEqualTo(UP);
    }

    @Test
    void an_up_endpoint_goes_down_at_the_threshold_of_failures() {
        assertThat(after("---", UP)).isEqualTo(DOWN);
    }

    @Test
    void failures_only_count_in_a_row() {
        assertThat(after("--+--+--", UP)).isEqualTo(UP);
    }

    @Test
    void a_down_endpoint_that_was_up_before_needs_the_threshold_of_successes() {
        assertThat(after("+---+", UP)).isEqualTo(DOWN);
        assertThat(after("+", DOWN)).isEqualTo(UP);
    }

    @Test
    void successes_only_count_in_a_row() {
        assertThat(after("+---+-+-+", UP)).isEqualTo(DOWN);
    }

    @Test
    void the_first_success_ever_is_enough() {
        assertThat(after("---+", UP)).isEqualTo(UP);
    }
}
