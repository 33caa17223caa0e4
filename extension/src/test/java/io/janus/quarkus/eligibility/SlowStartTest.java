package io.janus.quarkus.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.EndpointHealth.Status;

/** How the weight of an endpoint grows that was added or recovered. The whole takes 30 s. */
class SlowStartTest {

    private static final int WHOLE_SECONDS = 30;

    private final EligibilityFixture backend = new EligibilityFixture();
    private final SlowStart slowStart = new SlowStart(backend.writer, () -> backend.nanos);

    private void look() {
        slowStart.look(backend.shared.current());
        backend.writer.publishChanges();
    }

    private int percent(int endpoint) {
        return backend.endpoint(endpoint).warmPercent();
    }

    private void passAndLook(Duration time) {
        backend.pass(time);
        look();
    }

    @Test
    void an_endpoint_that_is_added_gets_another_tenth_nine_times() {
        backend.apply(1);
        backend.apply(2);
        List<Integer> percents = new ArrayList<>();
        long published = backend.shared.current().version();

        for (int tenths = 0; tenths <= WHOLE_SECONDS * 10; tenths++) {
            look();
            if (percents.isEmpty() || percents.get(percents.size() - 1) != percent(2)) {
                percents.add(percent(2));
            }
            backend.pass(Duration.ofMillis(100));
        }

        assertThat(percents).containsExactly(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
        assertThat(backend.shared.current().version() - published).isEqualTo(9);
    }

    @Test
    void it_has_its_full_share_after_the_whole_time_and_not_before() {
        backend.apply(1);
        backend.apply(2);
        look();

        passAndLook(Duration.ofSeconds(WHOLE_SECONDS).minusMillis(1));
        assertThat(percent(2)).isEqualTo(90);

        passAndLook(Duration.ofMillis(1));
        assertThat(percent(2)).isEqualTo(100);
        assertThat(percent(1)).isEqualTo(100);
    }

    @Test
    void where_a_hash_decides_the_rest_comes_in_one_step() {
        backend.apply(EligibilityFixture.spec(1).policy("ip-hash"));
        backend.apply(EligibilityFixture.spec(2).policy("ip-hash"));
        look();

        passAndLook(Duration.ofSeconds(WHOLE_SECONDS - 1));
        assertThat(percent(2)).isEqualTo(10);

        passAndLook(Duration.ofSeconds(1));
        assertThat(percent(2)).isEqualTo(100);
    }

    @Test
    void a_reload_does_not_turn_the_clock_back() {
        backend.apply(1);
        backend.apply(2);
        look();
        passAndLook(Duration.ofSeconds(WHOLE_SECONDS / 2));
        int before = percent(2);

        backend.apply(3);
        look();

        assertThat(percent(2)).isEqualTo(before).isGreaterThan(10);
        assertThat(percent(3)).isEqualTo(10);
        passAndLook(Duration.ofSeconds(WHOLE_SECONDS / 2));
        assertThat(percent(2)).isEqualTo(100);
        assertThat(percent(3)).isLessThan(100);
    }

    @Test
    void an_endpoint_that_goes_down_meanwhile_begins_anew() {
        backend.apply(1);
        backend.apply(2);
        look();
        passAndLook(Duration.ofSeconds(WHOLE_SECONDS / 2));

        backend.health(2, Status.DOWN);
        passAndLook(Duration.ofSeconds(WHOLE_SECONDS));
        backend.health(2, Status.UP);
        look();

        assertThat(percent(2)).isEqualTo(10);
        passAndLook(Duration.ofSeconds(WHOLE_SECONDS));
        assertThat(percent(2)).isEqualTo(100);
    }

    @Test
    void time_in_ejection_does_not_count() {
        backend.apply(1);
        backend.apply(2);
        look();

        backend.writer.eject(backend.endpoint(2), new Ejection(Instant.EPOCH, Duration.ofSeconds(30), "the test says so"));
        passAndLook(Duration.ofSeconds(WHOLE_SECONDS));
        backend.writer.readmit(backend.endpoint(2));
        look();

        assertThat(percent(2)).isEqualTo(10);
    }

    @Test
    void another_control_plane_goes_on_where_the_one_before_was() {
        backend.apply(1);
        backend.apply(2);
        look();
        passAndLook(Duration.ofSeconds(WHOLE_SECONDS / 2));
        int before = percent(2);

        SlowStart next = new SlowStart(backend.writer, () -> backend.nanos);
        next.look(backend.shared.current());

        assertThat(percent(2)).isEqualTo(before).isGreaterThan(10);
    }

    @Test
    void when_slow_start_is_switched_off_the_full_share_comes_at_once() {
        backend.apply(1);
        backend.apply(2);
        look();

        backend.apply(EligibilityFixture.spec(2).slowStart(Duration.ZERO));
        look();

        assertThat(percent(2)).isEqualTo(100);
    }
}
