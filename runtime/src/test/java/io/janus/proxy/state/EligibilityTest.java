package io.janus.proxy.state;

import static io.janus.proxy.state.StateFixture.endpoints;
import static io.janus.proxy.state.StateFixture.with;
import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.janus.balancer.BackendSnapshot;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.state.EndpointHealth.Status;

/** Which endpoints a policy may see. */
class EligibilityTest {

    private final StateFixture state = new StateFixture();

    @Test
    void an_endpoint_that_was_never_probed_is_eligible() {
        state.apply(with(1));

        assertThat(state.eligible()).containsExactly("a");
        assertThat(state.endpoint("a").health().status()).isEqualTo(Status.UP);
    }

    @Test
    void endpoints_are_ordered_by_id() {
        state.apply(web(app -> endpoints(app.endpoint("z", new HostPort("10.0.1.1", 80), 1), 3)));

        assertThat(state.policy.balancer().picker().ids()).containsExactly("a", "b", "c", "z");
        assertThat(state.eligible()).containsExactly("a", "b", "c", "z");
    }

    @Test
    void weights_are_in_hundredths() {
        state.apply(web(app -> endpoints(app, 1).endpoint("b", new HostPort("10.0.0.2", 80), 1000)));

        BackendSnapshot snapshot = state.policy.balancer().picker().snapshot();
        assertThat(snapshot.weight(0)).isEqualTo(100);
        assertThat(snapshot.weight(1)).isEqualTo(100_000);
        assertThat(snapshot.panic()).isFalse();
    }

    @Test
    void weight_zero_takes_an_endpoint_out() {
        state.apply(web(app -> endpoints(app, 2).endpoint("a", new HostPort("10.0.0.1", 80), 0)));

        assertThat(state.eligible()).containsExactly("b");
    }

    @Test
    void a_down_endpoint_is_out_until_it_is_up_again() {
        state.apply(with(2));

        state.health("a", Status.DOWN);
        assertThat(state.eligible()).containsExactly("b");
        state.health("a", Status.UP);
        assertThat(state.eligible()).containsExactly("a", "b");
    }

    @Test
    void all_are_used_when_all_are_down_and_the_backend_fails_open() {
        state.apply(with(2));

        state.health("a", Status.DOWN);
        state.health("b", Status.DOWN);

        assertThat(state.eligible()).containsExactly("a", "b");
        assertThat(state.app().panic()).isTrue();
        assertThat(state.policy.balancer().picker().snapshot().panic()).isTrue();
    }

    @Test
    void none_is_used_when_all_are_down_and_the_backend_fails_closed() {
        state.apply(web(app -> endpoints(app, 2).failClosed()));

        state.health("a", Status.DOWN);
        state.health("b", Status.DOWN);

        assertThat(state.eligible()).isEmpty();
        assertThat(state.app().picker()).isNull();
        assertThat(state.app().panic()).isFalse();
    }

    @Test
    void weight_zero_stays_out_even_in_panic() {
        state.apply(web(app -> endpoints(app, 2).endpoint("a", new HostPort("10.0.0.1", 80), 0)));

        state.health("b", Status.DOWN);

        assertThat(state.eligible()).containsExactly("b");
        assertThat(state.app().panic()).isTrue();
    }

    @Test
    void an_endpoint_without_an_address_is_never_used_not_even_in_panic() {
        state.apply(web(app -> endpoints(app, 1).endpoint("b", new HostPort("nowhere.test", 80), 1)));
        assertThat(state.eligible()).containsExactly("a");
        assertThat(state.endpoint("b").health().status()).isEqualTo(Status.UNRESOLVED);
        assertThat(state.endpoint("b").health().reason()).contains("nowhere.test");

        state.health("a", Status.DOWN);
        assertThat(state.app().panic()).isTrue();
        assertThat(state.eligible()).containsExactly("a");
    }

    @Test
    void an_endpoint_becomes_eligible_once_its_name_resolves() {
        state.apply(web(app -> app.policy("recording").endpoint("a", new HostPort("db", 80), 1)));
        assertThat(state.app().picker()).isNull();

        state.names.put("db", "10.0.0.1");
        state.writer.readdress(state.addresses());

        assertThat(state.eligible()).containsExactly("a");
    }

    @Test
    void an_ejected_endpoint_is_out_until_it_is_readmitted() {
        state.apply(with(3));

        state.eject("b");
        assertThat(state.eligible()).containsExactly("a", "c");
        assertThat(state.endpoint("b").health().status()).isEqualTo(Status.UP);
        assertThat(state.app().totals().ejections()).isOne();

        state.readmit("b");
        assertThat(state.eligible()).containsExactly("a", "b", "c");
    }

    @Test
    void ejections_are_ignored_when_fewer_than_the_threshold_of_the_up_endpoints_are_left() {
        state.apply(with(4));
        state.eject("a");
        state.eject("b");
        assertThat(state.eligible()).as("half of them are left").containsExactly("c", "d");
        assertThat(state.app().panic()).isFalse();

        state.health("c", Status.DOWN);

        assertThat(state.eligible()).as("one of three is left").containsExactly("a", "b", "d");
        assertThat(state.app().panic()).isTrue();
        assertThat(state.policy.balancer().picker().snapshot().panic()).isTrue();
    }

    @Test
    void ejections_are_not_ignored_below_a_threshold_of_zero() {
        state.apply(web(app -> endpoints(app, 4).panicThreshold(0)));

        Stream.of("a", "b", "c").forEach(state::eject);

        assertThat(state.eligible()).containsExactly("d");
    }

    @Test
    void an_ejected_endpoint_is_used_when_it_is_the_only_one_up() {
        state.apply(web(app -> endpoints(app, 2).panicThreshold(0)));
        state.eject("a");

        state.health("b", Status.DOWN);

        assertThat(state.eligible()).containsExactly("a");
        assertThat(state.app().panic()).isTrue();
    }

    @Test
    void when_all_are_down_ejected_ones_are_used_too() {
        state.apply(with(2));
        state.eject("a");

        state.health("a", Status.DOWN);
        state.health("b", Status.DOWN);

        assertThat(state.eligible()).containsExactly("a", "b");
    }
}
