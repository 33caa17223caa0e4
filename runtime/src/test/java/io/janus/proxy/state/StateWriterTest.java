package io.janus.proxy.state;

import static io.janus.proxy.state.StateFixture.endpoints;
import static io.janus.proxy.state.StateFixture.with;
import static io.janus.proxy.testing.SpecDraft.http;
import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.janus.balancer.Endpoint;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.SpecRefusedException.Problem;
import io.janus.proxy.testing.RecordingPolicy;
import io.janus.proxy.testing.SpecDraft;

/** One thread writes, everyone reads, and what is refused changes nothing. */
class StateWriterTest {

    private static final int ROUTES = 100;

    private final StateFixture state = new StateFixture(Map.of(
            "picky", context -> {
                throw new IllegalArgumentException("option key (x) must be a number");
            },
            "broken", context -> {
                throw new IllegalStateException("oops");
            },
            "consistent", context -> snapshot -> new Consistent(snapshot.endpoints().toArray(new Endpoint[0]))));

    @Test
    void versions_grow_with_every_publish() {
        assertThat(state.shared.current().version()).isZero();
        state.apply(with(1));
        assertThat(state.shared.current().version()).isEqualTo(1);
        assertThat(state.shared.current().configVersion()).isEqualTo(1);
        state.health("a", EndpointHealth.Status.DOWN);
        assertThat(state.shared.current().version()).isEqualTo(2);
        assertThat(state.shared.current().configVersion()).isEqualTo(1);
    }

    @Test
    @Tag("invariant-9")
    void a_refused_specification_changes_nothing_and_names_every_problem() {
        state.apply(with(1));
        ProxyState before = state.shared.current();
        SpecDraft bad = web(app -> endpoints(app, 2).policy("recording", Map.of("new", "option")))
                .backend("one", backend -> endpoints(backend, 1).policy("picky"))
                .backend("two", backend -> endpoints(backend, 1).policy("unheard-of"))
                .backend("three", backend -> endpoints(backend, 1).policy("broken"));

        var refused = catchThrowableOfType(SpecRefusedException.class,
                () -> state.writer.prepare(bad.build(), state.addresses()));

        assertThat(refused.problems()).extracting(Problem::key).containsExactly("backends.one.balancer.options",
                "backends.two.balancer.type", "backends.three.balancer.type");
        assertThat(refused.problems()).extracting(Problem::message).satisfiesExactly(
                first -> assertThat(first).isEqualTo("option key (x) must be a number"),
                second -> assertThat(second).contains("unheard-of", "in-order, picky, recording"),
                third -> assertThat(third).contains("broken", "oops"));
        assertThat(state.shared.current()).isSameAs(before);
        assertThat(state.policy.balancers().get(0).timesClosed()).as("the running one").isZero();
        assertThat(state.policy.balancers().get(1).timesClosed()).as("the one made for it").isEqualTo(1);
    }

    @Test
    @Tag("invariant-9")
    void a_discarded_change_changes_nothing() throws SpecRefusedException {
        state.apply(with(1));
        ProxyState before = state.shared.current();

        state.writer.prepare(web(app -> endpoints(app, 2).policy("recording", Map.of("new", "option"))).build(),
                state.addresses()).discard();

        assertThat(state.shared.current()).isSameAs(before);
        assertThat(state.policy.balancers()).extracting(balancer -> balancer.timesClosed()).containsExactly(0, 1);
    }

    @Test
    void many_routes_are_compiled_with_pauses_while_nothing_is_in_force_yet() throws SpecRefusedException {
        state.apply(with(1));
        ProxyState before = state.shared.current();
        AtomicInteger pauses = new AtomicInteger();
        SpecDraft many = http(app -> endpoints(app, 1).policy("recording"), web -> {
            IntStream.range(0, ROUTES).forEach(i -> web.route("/r/" + i, "app"));
            return web;
        });

        StateWriter.Change change = state.writer.prepare(many.build(), state.addresses(), () -> {
            assertThat(state.shared.current()).isSameAs(before);
            pauses.incrementAndGet();
        });
        change.publish();

        assertThat(pauses).as("each route, its key, and its place").hasValueGreaterThanOrEqualTo(3 * ROUTES);
        ListenerState web = Objects.requireNonNull(state.shared.current().listeners().get("web"));
        assertThat(Objects.requireNonNull(web.http()).routes()).hasSize(ROUTES);
    }

    @Test
    @Tag("invariant-1")
    void another_thread_may_not_write() {
        state.apply(with(1));
        ProxyState before = state.shared.current();

        assertThatThrownBy(() -> CompletableFuture.runAsync(() -> state.apply(with(2))).join())
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("alone");
        assertThat(state.shared.current()).isSameAs(before);
    }

    @Test
    @Tag("invariant-1")
    void another_thread_may_write_once_the_owner_has_handed_over() {
        state.apply(with(1));
        state.writer.handOver();

        CompletableFuture.runAsync(() -> state.apply(with(2))).join();

        assertThat(state.eligible()).hasSize(2);
        assertThatThrownBy(() -> state.apply(with(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(state.writer::handOver).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void other_policies_are_refused_while_a_thread_owns_the_state() {
        state.apply(with(1));

        assertThatThrownBy(() -> state.writer.policies(Map.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_balancer_whose_policy_is_another_object_is_made_anew_by_the_next_change_and_no_other_is() {
        RecordingPolicy stays = new RecordingPolicy();
        RecordingPolicy comes = new RecordingPolicy();
        SpecDraft spec = with(2).backend("other", backend -> endpoints(backend, 1).policy("stays"));
        state.writer.policies(Map.of("recording", state.policy, "stays", stays));
        state.apply(spec);
        Picker before = state.app().picker();
        ProxyEndpoint endpoint = state.endpoint("a");
        state.writer.handOver();

        state.writer.policies(Map.of("recording", comes, "stays", stays));

        assertThat(state.app().picker()).as("what is published goes on").isSameAs(before);
        assertThat(state.policy.balancers().get(0).timesClosed()).isZero();
        state.apply(spec);
        assertThat(comes.balancers()).hasSize(1);
        assertThat(state.policy.balancers().get(0).timesClosed()).isEqualTo(1);
        assertThat(stays.balancers()).hasSize(1);
        assertThat(state.endpoint("a")).isSameAs(endpoint);
        state.apply(spec);
        assertThat(comes.balancers()).as("made once").hasSize(1);
    }

    @Test
    @Tag("invariant-9")
    void a_policy_that_is_gone_refuses_the_change_and_what_is_published_goes_on() {
        state.apply(with(1));
        ProxyState before = state.shared.current();
        state.writer.handOver();
        state.writer.policies(Map.of());

        assertThatThrownBy(() -> state.writer.prepare(with(1).build(), state.addresses()))
                .isInstanceOf(SpecRefusedException.class);

        assertThat(state.shared.current()).isSameAs(before);
        assertThat(state.policy.balancers().get(0).timesClosed()).isZero();
    }

    @Test
    @Tag("invariant-1")
    void what_a_balancer_did_in_update_is_seen_by_every_pick() throws ExecutionException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Set<Integer> sizesSeen = ConcurrentHashMap.newKeySet();
        var threads = Executors.newFixedThreadPool(StateFixture.LOOPS);
        try {
            state.apply(consistent(1));
            var first = threads.submit(() -> pickUntil(done, sizesSeen));
            var second = threads.submit(() -> pickUntil(done, sizesSeen));
            for (int i = 0; i < 2_000; i++) {
                state.apply(consistent(1 + i % 20));
            }
            done.set(true);
            first.get();
            second.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(sizesSeen).hasSizeGreaterThan(1);
    }

    private static SpecDraft consistent(int endpoints) {
        return web(app -> endpoints(app, endpoints).policy("consistent"));
    }

    private void pickUntil(AtomicBoolean done, Set<Integer> sizesSeen) {
        while (!done.get()) {
            BackendState app = state.app();
            Consistent picker = (Consistent) Objects.requireNonNull(app.picker());
            sizesSeen.add(app.eligibleCount());
            int index = picker.last;
            assertThat(app.eligibleCount()).isEqualTo(index + 1);
            assertThat(app.eligible(index)).isSameAs(picker.endpoints[index]);
        }
    }

    /** Keeps what it needs in plain fields, as a policy may. */
    private static final class Consistent implements Picker {

        private Endpoint[] endpoints = {};
        private int last;

        Consistent(Endpoint[] endpoints) {
            this.endpoints = endpoints;
            this.last = endpoints.length - 1;
        }

        @Override
        public int pick(PickRequest request) {
            return last;
        }
    }
}
