package io.janus.quarkus.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;
import io.janus.quarkus.testing.TestSpec;

class TrialBalancersTest {

    private final SharedState state = new SharedState();
    private final Map<String, Balancer> kept = new HashMap<>();

    /** What balancers of the policy {@code kept} were asked to do. */
    private final AtomicInteger updates = new AtomicInteger();

    private final Map<String, BalancerFactory> policies = Map.of(
            "kept", context -> kept.computeIfAbsent(context.backend(), backend -> counting()),
            "new", context -> counting(),
            "bare", context -> snapshot -> request -> 0);

    private Balancer counting() {
        return snapshot -> {
            updates.incrementAndGet();
            return request -> 0;
        };
    }

    private BackendSpec serving(String policy) throws SpecRefusedException {
        new StateWriter(state, policies, 1, System::nanoTime)
                .prepare(TestSpec.app(new HostPort("127.0.0.1", 1)).policy(policy).build(), AddressBook.literals()).publish();
        return requireNonNull(state.current().backends().get("app")).spec();
    }

    private Balancer trial(BackendSpec backend) {
        return new TrialBalancers(state, policies, 1).of(backend);
    }

    @Test
    void one_that_serves_is_never_tried() throws SpecRefusedException {
        BackendSpec app = serving("kept");

        assertThatThrownBy(() -> trial(app)).isInstanceOf(IllegalStateException.class).hasMessageContaining("in force");
        assertThat(updates).as("of the one that serves").hasValue(1);
    }

    @Test
    void a_new_one_is_tried_and_so_is_one_that_holds_nothing() throws SpecRefusedException {
        Balancer made = trial(serving("new"));
        assertThat(requireNonNull(state.current().backends().get("app")).isServedBy(made)).isFalse();

        Balancer bare = trial(serving("bare"));
        assertThat(requireNonNull(state.current().backends().get("app")).isServedBy(bare)).isTrue();
    }

    @Test
    void what_a_factory_throws_is_told() throws SpecRefusedException {
        BackendSpec app = serving("new");

        assertThatThrownBy(() -> new TrialBalancers(state, Map.of(), 1).of(app)).hasMessage("no policy is named new");
        assertThatThrownBy(() -> new TrialBalancers(state, Map.of("new", context -> {
            throw new IllegalArgumentException("no such option");
        }), 1).of(app)).hasMessage("no such option");
    }
}
