package io.janus.proxy.state;

import static io.janus.proxy.state.StateFixture.endpoints;
import static io.janus.proxy.state.StateFixture.with;
import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.janus.balancer.Outcome;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.testing.SpecDraft;

/** An endpoint is the same object while its backend, id and address are the same, and its numbers are never lost. */
class EndpointIdentityTest {

    /** So long that no loop is still at work on what it read before. */
    private static final Duration LONG_AGO = Duration.ofSeconds(1);

    private final StateFixture state = new StateFixture();

    @Test
    @Tag("invariant-10")
    void a_reload_keeps_an_endpoint_and_all_it_knows() {
        state.apply(with(2));
        ProxyEndpoint a = state.endpoint("a");
        a.attemptBegan();
        a.attempts().increment(0, Outcome.SUCCESS);
        state.health("a", Status.DOWN);

        List<ProxyEndpoint> left = state.apply(web(app -> endpoints(app, 3).endpoint("a", new HostPort("10.0.0.1", 80), 7)));

        assertThat(left).isEmpty();
        assertThat(state.endpoint("a")).isSameAs(a);
        assertThat(a.inFlight()).isEqualTo(1);
        assertThat(a.attempts().total(Outcome.SUCCESS)).isEqualTo(1);
        assertThat(a.health().status()).isEqualTo(Status.DOWN);
        assertThat(a.weight()).isEqualTo(7);
    }

    @Test
    void a_removed_endpoint_is_answered_and_not_eligible_any_more() {
        state.apply(with(2));
        ProxyEndpoint b = state.endpoint("b");

        assertThat(state.apply(with(1))).containsExactly(b);
        assertThat(state.eligible()).containsExactly("a");
    }

    @Test
    void an_endpoint_that_comes_back_while_it_drains_is_the_same() {
        state.apply(with(2));
        ProxyEndpoint b = state.endpoint("b");
        b.attemptBegan();
        b.attempts().increment(1, Outcome.SUCCESS);

        state.apply(with(1));
        assertThat(state.app().totals().leaving()).containsExactly(b);
        state.apply(with(2));

        assertThat(state.endpoint("b")).isSameAs(b);
        assertThat(state.app().totals().leaving()).isEmpty();
        assertThat(attempts()).isEqualTo(1);
    }

    @Test
    void an_endpoint_that_comes_back_after_it_drained_is_new() {
        state.apply(with(2));
        ProxyEndpoint b = state.endpoint("b");

        state.apply(with(1));
        state.apply(with(2));

        assertThat(state.endpoint("b")).isNotSameAs(b);
    }

    @Test
    void the_same_id_at_another_address_is_another_endpoint() {
        state.apply(with(1));
        ProxyEndpoint before = state.endpoint("a");

        List<ProxyEndpoint> left = state.apply(web(app -> app.endpoint("a", new HostPort("10.0.0.9", 80), 1)));

        assertThat(left).containsExactly(before);
        assertThat(state.endpoint("a")).isNotSameAs(before);
    }

    @Test
    void a_name_that_resolves_anew_makes_another_endpoint() {
        state.names.put("db", "10.0.0.1");
        state.apply(named("db"));
        ProxyEndpoint before = state.endpoint("a");

        state.names.put("db", "10.0.0.2");
        assertThat(state.writer.readdress(state.addresses())).containsExactly(before);

        assertThat(state.endpoint("a")).isNotSameAs(before);
        assertThat(state.endpoint("a").address().getAddress().getHostAddress()).isEqualTo("10.0.0.2");
    }

    @Test
    void a_name_that_resolves_as_before_publishes_nothing() {
        state.names.put("db", "10.0.0.1");
        state.apply(named("db"));
        ProxyState before = state.shared.current();

        assertThat(state.writer.readdress(state.addresses())).isEmpty();
        assertThat(state.shared.current()).isSameAs(before);
    }

    @Test
    void totals_of_a_backend_never_fall_while_endpoints_come_and_go() {
        state.apply(with(3));
        long expected = 0;
        for (int round = 0; round < 10; round++) {
            for (ProxyEndpoint one : state.app().members()) {
                one.attempts().increment(0, Outcome.SUCCESS);
                expected++;
            }
            if (round % 3 == 0) {
                state.endpoint("a").attemptBegan();
            }
            state.pass(LONG_AGO);
            state.apply(with(1 + round % 3));
            assertThat(attempts()).as("after round %s", round).isEqualTo(expected);
        }
    }

    @Test
    void what_a_loop_still_counts_on_an_endpoint_that_just_left_is_not_lost() {
        state.apply(with(2));
        ProxyEndpoint b = state.endpoint("b");
        state.apply(with(1));

        // It read the state before, and picked when the endpoint had left already.
        b.attemptBegan();
        assertThat(state.app().totals().leaving()).containsExactly(b);
        b.attempts().increment(0, Outcome.SUCCESS);
        b.attemptEnded();

        assertThat(state.app().totals().leaving()).isEmpty();
        assertThat(attempts()).isEqualTo(1);
        state.pass(LONG_AGO);
        state.apply(with(3));
        state.apply(with(1));
        assertThat(attempts()).isEqualTo(1);
    }

    @Test
    void what_it_counts_there_only_after_another_change_is_not_lost_either() {
        state.apply(with(2));
        ProxyEndpoint b = state.endpoint("b");
        state.apply(with(1));
        state.apply(with(3));

        b.attempts().increment(0, Outcome.SUCCESS);
        assertThat(attempts()).isEqualTo(1);
    }

    @Test
    void an_endpoint_that_left_long_ago_is_let_go_with_the_next_change() {
        state.apply(with(2));
        ProxyEndpoint b = state.endpoint("b");
        b.attempts().increment(0, Outcome.SUCCESS);
        state.apply(with(1));
        state.pass(LONG_AGO);
        state.apply(with(1));

        b.attempts().increment(0, Outcome.SUCCESS); // as no loop does any more
        assertThat(attempts()).as("nobody looks at it").isEqualTo(1);
    }

    /** Over the endpoints that are there and those that left. */
    private long attempts() {
        long sum = state.app().totals().removed(Outcome.SUCCESS);
        for (ProxyEndpoint one : state.app().members()) {
            sum += one.attempts().total(Outcome.SUCCESS);
        }
        return sum;
    }

    private static SpecDraft named(String host) {
        return web(app -> app.endpoint("a", new HostPort(host, 80), 1));
    }
}
