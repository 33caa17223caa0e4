package io.janus.quarkus.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.quarkus.eligibility.AvailabilityLog.Availability;

/** How a backend stands, in the words of the log. */
class AvailabilityTest {

    private final EligibilityFixture backend = new EligibilityFixture();

    private Availability availability() {
        return Availability.of(backend.app());
    }

    @Test
    void a_backend_is_normal_while_most_of_its_endpoints_are_left() {
        backend.apply(3);
        backend.health(1, Status.DOWN);

        assertThat(availability()).isEqualTo(Availability.NORMAL);
    }

    @Test
    void with_most_of_the_up_ones_ejected_ejections_are_ignored() {
        backend.apply(3);
        for (int endpoint = 1; endpoint <= 2; endpoint++) {
            backend.writer.eject(backend.endpoint(endpoint), new Ejection(Instant.EPOCH, Duration.ofSeconds(30), "test"));
        }
        backend.writer.publishChanges();

        assertThat(availability()).isEqualTo(Availability.EJECTIONS_IGNORED);
    }

    @Test
    void with_all_down_it_depends_on_whether_the_backend_fails_open() {
        backend.apply(1);
        backend.health(1, Status.DOWN);
        assertThat(availability()).isEqualTo(Availability.ALL_DOWN_ALL_USED);

        backend.apply(EligibilityFixture.spec(1).panic(new PanicSpec(50, false)));
        assertThat(availability()).isEqualTo(Availability.NO_ENDPOINT);
    }
}
