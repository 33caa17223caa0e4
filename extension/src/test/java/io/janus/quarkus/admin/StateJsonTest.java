package io.janus.quarkus.admin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;
import io.janus.proxy.state.WeightOverride;
import io.janus.quarkus.testing.TestSpec;
import io.vertx.core.json.JsonObject;

/** An endpoint that is up for twelve days, until something else is said of it. */
class StateJsonTest {

    private static final Instant UP = Instant.parse("2026-11-16T20:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-28T20:00:00Z");

    private final SharedState shared = new SharedState();
    private final StateWriter writer = new StateWriter(shared, Map.of("any", context -> snapshot -> request -> 0), 1,
            System::nanoTime);

    @BeforeEach
    void begin_with_one_that_is_up() throws SpecRefusedException {
        writer.prepare(TestSpec.app(new HostPort("127.0.0.1", 1)).build(), AddressBook.literals()).publish();
        writer.health(endpoint(), new EndpointHealth(Status.UP, "answers probes", UP));
    }

    private ProxyEndpoint endpoint() {
        return requireNonNull(shared.current().backends().get("app")).members().get(0);
    }

    private void override(boolean drained, OptionalInt weight) {
        writer.override("app", "app-1", before -> new WeightOverride(drained, weight, "ops", LATER));
    }

    private void assertStatus(String status, String reason, Instant since) {
        JsonObject json = StateJson.endpoint(endpoint());
        assertThat(json.getString("status")).isEqualTo(status);
        assertThat(json.getString("reason")).isEqualTo(reason);
        assertThat(json.getString("since")).isEqualTo(since.toString());
    }

    @Test
    void one_that_is_drained_is_so_since_it_was_drained() {
        override(true, OptionalInt.empty());
        assertStatus("drained", "drained by ops", LATER);

        override(false, OptionalInt.empty());
        assertStatus("up", "answers probes", UP);
    }

    @Test
    void one_whose_weight_was_set_to_0_is_so_since_then() {
        override(false, OptionalInt.of(0));
        assertStatus("up", "its weight is 0", LATER);

        override(false, OptionalInt.of(5));
        assertStatus("up", "answers probes", UP);
    }

    @Test
    void one_that_is_ejected_is_so_since_it_was_ejected() {
        writer.eject(endpoint(), new Ejection(LATER, Duration.ofSeconds(30), "5 attempts in a row failed"));
        assertStatus("ejected", "5 attempts in a row failed", LATER);

        writer.readmit(endpoint());
        assertStatus("up", "answers probes", UP);
    }
}
