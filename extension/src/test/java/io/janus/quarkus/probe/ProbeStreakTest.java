package io.janus.quarkus.probe;

import static io.janus.proxy.state.EndpointHealth.Status.DOWN;
import static io.janus.proxy.state.EndpointHealth.Status.UP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.state.EndpointHealth.Status;

class ProbeStreakTest {

    private static final ProbeSpec RISE_2_FALL_3 = TestProbes.tcp(2, 3);
    private static final ProbeSpec RISE_3_FALL_1 = TestProbes.tcp(3, 1);

    private final ProbeStreak streak = new ProbeStreak();

    /** Counts probes from a status on: {@code +} succeeded, {@code -} failed, {@code !} succeeded in an outage. */
    private Status after(String probes, Status status, ProbeSpec spec) {
        Status now = status;
        for (char probe : probes.toCharArray()) {
            now = streak.count(probe != '-', probe == '!', now, spec);
        }
        return now;
    }

    private Status after(String probes, Status status) {
        return after(probes, status, RISE_2_FALL_3);
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

    @Test
    void in_an_outage_one_success_is_enough_and_one_failure_after_it_counts_as_ever() {
        assertThat(after("+-", UP, RISE_3_FALL_1)).isEqualTo(DOWN);
        assertThat(after("!", DOWN, RISE_3_FALL_1)).isEqualTo(UP);
        assertThat(after("-", UP, RISE_3_FALL_1)).isEqualTo(DOWN);
    }

    @Test
    void after_an_outage_the_threshold_holds_again() {
        assertThat(after("+-!-", UP, RISE_3_FALL_1)).isEqualTo(DOWN);
        assertThat(after("++", DOWN, RISE_3_FALL_1)).isEqualTo(DOWN);
        assertThat(after("+", DOWN, RISE_3_FALL_1)).isEqualTo(UP);
    }

    @Test
    void a_restart_forgets_what_was_counted_and_not_that_it_ever_succeeded() {
        assertThat(after("+--", UP)).isEqualTo(UP);
        streak.restart();
        assertThat(after("--", UP)).isEqualTo(UP);
        assertThat(after("-", UP)).isEqualTo(DOWN);
        assertThat(after("+", DOWN)).isEqualTo(DOWN);
    }
}
