package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Outcome;
import io.janus.balancer.PickRequest;
import io.janus.balancer.Picker;
import io.janus.proxy.io.Transport;
import io.janus.proxy.state.BackendTotals.Count;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.ProxyEvent;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.Policies;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** No client ever sees that a policy failed: a random accepted endpoint takes its place. */
class FailingPolicyTest {

    static Stream<Arguments> bad_pickers() {
        return Stream.of(
                picker("throws an exception", request -> {
                    throw new IllegalStateException("no idea");
                }),
                picker("throws an error", request -> {
                    throw new AssertionError("no idea");
                }),
                picker("answers a negative index", request -> -2),
                picker("answers an index beyond the end", request -> 99),
                picker("asks about an index beyond the end", request -> request.accepts(99) ? 0 : 1),
                picker("never stops calling itself", FailingPolicyTest::endlessly));
    }

    private static Arguments picker(String what, Picker picker) {
        return Arguments.of(what, picker);
    }

    @SuppressWarnings("InfiniteRecursion") // that is the point
    private static int endlessly(PickRequest request) {
        return endlessly(request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad_pickers")
    void a_picker_that_fails_is_replaced_counted_and_told(String what, Picker picker) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.best()).policy("bad", Policies.always(picker))
                        .serving(web(app -> app.policy("bad").endpoints(endpoint.address())))) {
            assertServes(proxy);

            assertThat(failures(proxy)).isEqualTo(1);
            assertThat(proxy.events()).extracting(ProxyEvent::code).containsExactly(ErrorCode.POLICY_FAILURE);
            assertThat(proxy.events()).extracting(ProxyEvent::subject).containsExactly("app");
        }
    }

    @Test
    void an_endpoint_that_was_tried_before_is_not_accepted_again() {
        try (var refusing = DeadAddress.refusing();
                var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.best()).policy("stubborn", Policies.always(request -> 0))
                        .serving(web(app -> app.policy("stubborn").endpoints(refusing.address(), endpoint.address())))) {
            assertServes(proxy);

            assertThat(failures(proxy)).isEqualTo(1);
            assertThat(proxy.endpoint("b").attempts().total(Outcome.SUCCESS)).isEqualTo(1);
        }
    }

    @Test
    void a_policy_that_always_fails_still_reaches_every_endpoint() {
        try (var one = TestEndpoint.echoing();
                var other = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.best()).policy("bad", Policies.always(request -> 99))
                        .serving(web(app -> app.policy("bad").endpoints(one.address(), other.address())))) {
            // That 64 random picks of two all fall on one happens once in 10^19.
            for (int i = 0; i < 64; i++) {
                assertServes(proxy);
            }

            assertThat(one.accepted()).isPositive();
            assertThat(other.accepted()).isPositive();
            assertThat(failures(proxy)).isEqualTo(64);
        }
    }

    @Test
    void the_story_of_a_policy_that_always_fails_is_not_told_each_time() {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.best()).loops(1).policy("bad", Policies.always(request -> 99))
                        .serving(web(app -> app.policy("bad").endpoints(endpoint.address())))) {
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                assertServes(proxy);
            }
            long seconds = (System.nanoTime() - start) / 1_000_000_000;

            assertThat(failures(proxy)).isEqualTo(50);
            assertThat(proxy.events()).hasSizeBetween(1, Math.toIntExact(seconds) + 2);
        }
    }

    @Test
    void an_observer_that_throws_costs_the_session_nothing() {
        Picker bad = new Picker() {
            @Override
            public int pick(PickRequest request) {
                return 0;
            }

            @Override
            public void observe(int index, Outcome outcome, long latencyNanos) {
                throw new IllegalStateException("do not tell me");
            }
        };
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.best()).policy("bad", Policies.always(bad))
                        .serving(web(app -> app.policy("bad").endpoints(endpoint.address())))) {
            assertServes(proxy);

            assertThat(failures(proxy)).isEqualTo(1);
            assertThat(proxy.endpoint("a").attempts().total(Outcome.SUCCESS)).isEqualTo(1);
        }
    }

    static Stream<Arguments> bad_balancers() {
        return Stream.of(
                Arguments.of("throws an exception", balancer(snapshot -> {
                    throw new IllegalStateException("too hard");
                })),
                Arguments.of("throws an error", balancer(snapshot -> {
                    throw new NoClassDefFoundError("com/example/Missing");
                })),
                Arguments.of("answers null", balancer(snapshot -> nothing())));
    }

    private static BalancerFactory balancer(Balancer balancer) {
        return context -> balancer;
    }

    @SuppressWarnings("NullAway") // a policy that breaks its contract
    private static Picker nothing() {
        return null;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad_balancers")
    void a_balancer_that_fails_to_update_is_replaced_by_random_picking(String what, BalancerFactory bad) {
        try (var one = TestEndpoint.echoing();
                var other = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.best()).policy("bad", bad)
                        .serving(web(app -> app.policy("bad").endpoints(one.address(), other.address())))) {
            for (int i = 0; i < 64; i++) {
                assertServes(proxy);
            }

            assertThat(one.accepted()).isPositive();
            assertThat(other.accepted()).isPositive();
        }
    }

    @Test
    void a_balancer_that_failed_is_asked_again_at_the_next_change() {
        BalancerFactory fragile = context -> snapshot -> {
            if (snapshot.endpoints().size() == 1) {
                throw new IllegalStateException("one is none");
            }
            return request -> 1;
        };
        try (var one = TestEndpoint.echoing();
                var other = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(Transport.best()).policy("fragile", fragile)
                        .serving(spec(one))) {
            assertServes(proxy);
            proxy.apply(spec(one, other));
            assertServes(proxy);

            assertThat(other.accepted()).isEqualTo(1);
            assertThat(failures(proxy)).as("failed picks").isZero();
        }
    }

    private static SpecDraft spec(TestEndpoint... endpoints) {
        return web(app -> app.policy("fragile").endpoints(Stream.of(endpoints).map(TestEndpoint::address)
                .toArray(InetSocketAddress[]::new)));
    }

    private static void assertServes(ProxyFixture proxy) {
        try (var client = proxy.connect()) {
            client.send("hello");
            assertThat(client.receive(5)).isEqualTo("hello");
        }
    }

    private static long failures(ProxyFixture proxy) {
        return proxy.backend("app").totals().counts().total(Count.POLICY_FAILURE);
    }
}
