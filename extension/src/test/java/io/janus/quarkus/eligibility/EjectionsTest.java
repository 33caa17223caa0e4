package io.janus.quarkus.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;

/** Who is ejected, for how long, and who never is. */
class EjectionsTest {

    private static final int TOO_MANY = 5;
    private static final Duration BASE = Duration.ofSeconds(30);
    private static final EjectionSpec ALL_BUT_ONE = new EjectionSpec(TOO_MANY, BASE, Duration.ofSeconds(300), 100);

    private final EligibilityFixture backend = new EligibilityFixture();
    private final Ejections ejections = new Ejections(backend.writer, () -> backend.nanos,
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private void look() {
        ejections.look(backend.shared.current());
        backend.writer.publishChanges();
    }

    private void failTooOften(int endpoint) {
        backend.fail(endpoint, TOO_MANY);
        look();
    }

    private Duration eject(int endpoint) {
        failTooOften(endpoint);
        Ejection ejection = backend.endpoint(endpoint).ejection();
        if (ejection == null) {
            throw new AssertionError("endpoint " + endpoint + " was not ejected");
        }
        return ejection.lasts();
    }

    @Test
    void an_endpoint_that_fails_too_often_in_a_row_is_out_at_the_next_look() {
        backend.apply(3);

        backend.fail(2, TOO_MANY - 1);
        look();
        assertThat(backend.eligible()).containsExactly(1, 2, 3);

        backend.fail(2, 1);
        look();
        assertThat(backend.eligible()).containsExactly(1, 3);
        assertThat(backend.endpoint(2).ejection())
                .isEqualTo(new Ejection(Instant.EPOCH, BASE, "5 attempts in a row failed, the last by a timeout"));
    }

    @Test
    void it_is_back_when_its_time_is_over_with_a_clean_slate() {
        backend.apply(3);
        failTooOften(2);
        backend.fail(2, 3); // what was still under way

        backend.pass(BASE.minusMillis(1));
        look();
        assertThat(backend.eligible()).containsExactly(1, 3);

        backend.pass(Duration.ofMillis(1));
        look();
        assertThat(backend.eligible()).containsExactly(1, 2, 3);
        assertThat(backend.endpoint(2).failures().count()).isZero();
        assertThat(backend.endpoint(2).warmPercent()).isEqualTo(ProxyEndpoint.COLD);
    }

    @Test
    void each_ejection_takes_longer_up_to_the_longest() {
        backend.apply(3);

        for (int times = 1; times <= 12; times++) {
            Duration lasts = eject(2);
            assertThat(lasts).isEqualTo(Duration.ofSeconds(Math.min(300, 30 * times)));
            backend.pass(lasts);
            look();
        }
    }

    @Test
    void good_behaviour_makes_the_next_ejection_shorter() {
        backend.apply(3);
        for (int times = 1; times <= 4; times++) {
            failTooOften(2);
            backend.pass(BASE.multipliedBy(times));
            look();
        }

        backend.pass(BASE.multipliedBy(2));

        assertThat(eject(2)).as("5 less 2").isEqualTo(BASE.multipliedBy(3));
    }

    @Test
    void no_more_than_the_allowed_share_is_ejected_at_once() {
        backend.apply(6);

        for (int endpoint = 1; endpoint <= 3; endpoint++) {
            failTooOften(endpoint);
        }

        assertThat(backend.eligible()).as("33 % of 6 is 1").containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void one_may_be_ejected_however_small_the_share() {
        backend.apply(2);

        failTooOften(1);

        assertThat(backend.eligible()).containsExactly(2);
    }

    @Test
    void who_was_spared_is_ejected_once_there_is_room_if_it_still_fails() {
        backend.apply(3);
        failTooOften(1);
        failTooOften(2);
        assertThat(backend.eligible()).containsExactly(2, 3);

        backend.pass(BASE);
        look();
        look();

        assertThat(backend.eligible()).containsExactly(1, 3);
    }

    @Test
    void the_last_endpoint_that_works_is_never_ejected() {
        backend.apply(3, ALL_BUT_ONE);
        backend.health(3, Status.DOWN);

        failTooOften(1);
        failTooOften(2);

        assertThat(backend.endpoint(1).ejection()).isNotNull();
        assertThat(backend.endpoint(2).ejection()).isNull();
        assertThat(backend.eligible()).contains(2);
    }

    @Test
    void a_single_endpoint_is_never_ejected() {
        backend.apply(1);

        failTooOften(1);

        assertThat(backend.endpoint(1).ejection()).isNull();
    }

    @Test
    void a_streak_that_has_ended_by_the_time_of_the_look_counts_nevertheless() {
        backend.apply(3);

        backend.fail(2, TOO_MANY);
        backend.endpoint(2).failures().ended();
        look();

        assertThat(backend.eligible()).containsExactly(1, 3);
    }

    @Test
    void a_reload_leaves_an_ejection_as_it_is() {
        backend.apply(3);
        failTooOften(2);

        backend.apply(4);
        ejections.reconcile(backend.shared.current());
        look();
        assertThat(backend.eligible()).containsExactly(1, 3, 4);

        backend.pass(BASE);
        look();
        assertThat(backend.eligible()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void another_control_plane_takes_over_what_was_ejected() {
        backend.apply(3);
        eject(2);
        backend.pass(BASE);

        Ejections next = new Ejections(backend.writer, () -> backend.nanos, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        next.look(backend.shared.current());
        assertThat(backend.endpoint(2).ejection()).as("by the clock on the wall nothing has passed").isNotNull();

        backend.pass(BASE);
        next.look(backend.shared.current());
        assertThat(backend.endpoint(2).ejection()).isNull();
    }

    @Test
    void when_ejection_is_switched_off_all_come_back() {
        backend.apply(3);
        failTooOften(2);

        backend.apply(EligibilityFixture.spec(3).ejection(Optional.empty()));
        look();

        assertThat(backend.eligible()).containsExactly(1, 2, 3);
    }

    @Test
    void an_endpoint_that_is_removed_and_added_again_has_no_past() {
        backend.apply(3);
        failTooOften(3);
        backend.apply(2);
        ejections.reconcile(backend.shared.current());
        backend.apply(3);

        assertThat(eject(3)).isEqualTo(BASE);
    }

    @Test
    void looking_publishes_nothing_while_all_is_well() {
        backend.apply(3);
        long before = backend.shared.current().version();

        look();

        assertThat(backend.shared.current().version()).isEqualTo(before);
    }
}
