package io.janus.proxy.state;

import static io.janus.proxy.state.StateFixture.endpoints;
import static io.janus.proxy.state.StateFixture.with;
import static io.janus.proxy.testing.SpecDraft.spec;
import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.testing.SpecDraft;

/** When a balancer is made, asked and closed. */
class BalancerLifeTest {

    private final StateFixture state = new StateFixture();

    @Test
    void a_balancer_is_told_its_backend_its_options_and_the_number_of_loops() {
        state.apply(web(app -> endpoints(app, 1).policy("recording", Map.of("key", "value"))));

        var context = state.policy.balancer().context();
        assertThat(context.backend()).isEqualTo("app");
        assertThat(context.options()).containsExactly(Map.entry("key", "value"));
        assertThat(context.loops()).isEqualTo(StateFixture.LOOPS);
    }

    @Test
    void a_balancer_is_not_asked_when_nothing_eligible_changed() {
        state.apply(with(2));
        Picker picker = state.app().picker();

        state.apply(with(2).listener("another", "app"));
        state.apply(web(app -> endpoints(app, 2).maxAttempts(5)));
        state.apply(web(app -> endpoints(app, 2).endpoint("c", new HostPort("10.0.0.3", 80), 0)));
        state.health("c", Status.DOWN);

        assertThat(state.policy.balancer().pickers()).hasSize(1);
        assertThat(state.app().picker()).isSameAs(picker);
        assertThat(state.app().maxAttempts()).isEqualTo(2);
    }

    @Test
    void a_balancer_is_asked_at_every_change_of_endpoints_weights_or_health() {
        state.apply(with(2));
        state.apply(with(3));
        state.apply(web(app -> endpoints(app, 3).endpoint("c", new HostPort("10.0.0.3", 80), 5)));
        state.health("a", Status.DOWN);

        var pickers = state.policy.balancer().pickers();
        assertThat(pickers).hasSize(4);
        assertThat(pickers).extracting(picker -> picker.snapshot().version()).isSorted().doesNotHaveDuplicates();
        assertThat(state.app().picker()).isSameAs(state.policy.balancer().picker());
    }

    @Test
    void a_health_report_that_changes_nothing_publishes_nothing() {
        state.apply(with(2));
        ProxyState before = state.shared.current();

        state.health("a", Status.UP);

        assertThat(state.shared.current()).isSameAs(before);
        assertThat(state.endpoint("a").health().reason()).isEqualTo("the test says so");
    }

    @Test
    void a_balancer_is_replaced_when_its_configuration_changed_and_the_old_one_closed_once() {
        state.apply(with(2));
        state.apply(web(app -> endpoints(app, 2).policy("recording", Map.of("key", "other"))));
        state.apply(web(app -> endpoints(app, 2).policy("recording", Map.of("key", "other"))));

        assertThat(state.policy.balancers()).hasSize(2);
        assertThat(state.policy.balancers().get(0).timesClosed()).isEqualTo(1);
        assertThat(state.policy.balancers().get(1).timesClosed()).isZero();
        assertThat(state.policy.balancers().get(1).pickers()).hasSize(1);
        assertThat(state.app().picker()).isSameAs(state.policy.balancers().get(1).picker());
    }

    @Test
    void a_balancer_is_closed_once_when_its_backend_is_removed_and_its_endpoints_leave() {
        state.apply(with(2));
        List<ProxyEndpoint> members = state.app().members();

        List<ProxyEndpoint> left = state.apply(spec());
        state.apply(spec());

        assertThat(left).isEqualTo(members);
        assertThat(state.policy.balancer().timesClosed()).isEqualTo(1);
        assertThat(state.shared.current().backends()).isEmpty();
    }

    /** Event loops pick from the published picker until the next one is there. */
    @Test
    void a_balancer_is_closed_only_after_its_picker_was_replaced() {
        List<Boolean> publishedWhenClosed = new ArrayList<>();
        SharedState[] shared = new SharedState[1];
        var watched = new StateFixture(Map.of("watching", context -> new Balancer() {
            private final Picker picker = new Picker() { // one for each balancer, which a lambda would not be
                @Override
                public int pick(PickRequest request) {
                    return 0;
                }
            };

            @Override
            public Picker update(BackendSnapshot snapshot) {
                return picker;
            }

            @Override
            public void close() {
                BackendState app = shared[0].current().backends().get("app");
                publishedWhenClosed.add(app != null && app.picker() == picker);
            }
        }));
        shared[0] = watched.shared;

        watched.apply(watching("1"));
        watched.apply(watching("2"));
        watched.apply(spec());

        assertThat(publishedWhenClosed).containsExactly(false, false);
    }

    private static SpecDraft watching(String option) {
        return web(app -> endpoints(app, 1).policy("watching", Map.of("key", option)));
    }
}
