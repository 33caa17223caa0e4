package io.janus.proxy.state;

import static io.janus.proxy.state.StateFixture.endpoints;
import static io.janus.proxy.state.StateFixture.with;
import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.state.EndpointHealth.Status;

/** Who begins with a tenth of its weight. How it grows from there is the control plane's business. */
class SlowStartTest {

    private static final int ALL = 100;
    private static final int TENTH = 10;

    private final StateFixture state = new StateFixture();

    @Test
    void the_first_endpoints_of_a_backend_have_their_full_weight() {
        state.apply(with(2));

        assertThat(state.weight("a")).isEqualTo(ALL);
        assertThat(state.weight("b")).isEqualTo(ALL);
    }

    @Test
    void an_endpoint_that_is_added_begins_with_a_tenth() {
        state.apply(with(1));
        state.apply(with(2));

        assertThat(state.weight("a")).isEqualTo(ALL);
        assertThat(state.weight("b")).isEqualTo(TENTH);
    }

    @Test
    void a_weight_that_was_configured_is_divided_too() {
        state.apply(with(1));
        state.apply(web(app -> endpoints(app, 1).endpoint("b", new HostPort("10.0.0.2", 80), 1000)));

        assertThat(state.weight("b")).isEqualTo(1000 * TENTH);
    }

    @Test
    void an_endpoint_whose_address_changed_is_an_added_one() {
        state.names.put("db", "10.0.0.9");
        state.apply(web(app -> endpoints(app, 1).endpoint("b", new HostPort("db", 80), 1)));
        assertThat(state.weight("b")).isEqualTo(ALL);

        state.names.put("db", "10.0.0.10");
        state.writer.readdress(state.addresses());

        assertThat(state.weight("b")).isEqualTo(TENTH);
    }

    @Test
    void an_endpoint_that_recovers_begins_with_a_tenth() {
        state.apply(with(2));

        state.health("a", Status.DOWN);
        state.health("a", Status.UP);

        assertThat(state.weight("a")).isEqualTo(TENTH);
        assertThat(state.weight("b")).isEqualTo(ALL);
    }

    @Test
    void an_endpoint_that_was_ejected_begins_with_a_tenth() {
        state.apply(with(2));

        state.eject("a");
        state.readmit("a");

        assertThat(state.weight("a")).isEqualTo(TENTH);
    }

    @Test
    void a_removed_endpoint_that_comes_back_while_it_still_works_is_as_warm_as_it_was() {
        state.apply(with(2));
        ProxyEndpoint b = state.endpoint("b");
        b.attemptBegan();
        state.apply(with(1));
        state.apply(with(2));

        assertThat(state.endpoint("b")).isSameAs(b);
        assertThat(state.weight("b")).isEqualTo(ALL);
    }

    @Test
    void a_reload_leaves_an_endpoint_as_warm_as_it_is() {
        state.apply(with(1));
        state.apply(with(2));
        state.writer.warm(state.endpoint("b"), 40);
        state.writer.publishChanges();

        state.apply(with(3));

        assertThat(state.weight("b")).isEqualTo(40);
        assertThat(state.weight("c")).isEqualTo(TENTH);
    }

    @Test
    void with_a_slow_start_of_zero_everyone_has_the_full_weight_at_once() {
        state.apply(web(app -> endpoints(app, 1).slowStart(Duration.ZERO)));
        state.apply(web(app -> endpoints(app, 2).slowStart(Duration.ZERO)));
        state.health("a", Status.DOWN);
        state.health("a", Status.UP);

        assertThat(state.weight("a")).isEqualTo(ALL);
        assertThat(state.weight("b")).isEqualTo(ALL);
    }

    @Test
    void weights_that_change_together_are_published_once() {
        state.apply(with(1));
        state.apply(with(3));
        long before = state.shared.current().version();

        state.writer.warm(state.endpoint("b"), 50);
        state.writer.warm(state.endpoint("c"), 50);
        state.writer.publishChanges();
        state.writer.publishChanges();

        assertThat(state.shared.current().version()).isEqualTo(before + 1);
        assertThat(state.weight("b")).isEqualTo(50);
    }
}
