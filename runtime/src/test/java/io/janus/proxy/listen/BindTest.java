package io.janus.proxy.listen;

import static io.janus.proxy.testing.SpecDraft.anyPort;
import static io.janus.proxy.testing.SpecDraft.spec;
import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Map;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.spec.SpecRefusedException.Problem;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.RecordingPolicy;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** Binding: what cannot be had is said clearly, and nothing of the rest is done. */
@Tag("invariant-9")
class BindTest {

    @OnEachTransport
    void an_unused_port_is_chosen_and_told_when_none_is_given(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(
                        web(endpoint.address()).listener("other", "app"))) {
            assertThat(proxy.web().address().getPort()).isPositive();
            assertThat(proxy.listener("other").address().getPort()).isPositive().isNotEqualTo(proxy.web().address().getPort());
            assertServes(proxy.web().address());
            assertServes(proxy.listener("other").address());
        }
    }

    @OnEachTransport
    void a_port_that_somebody_else_has_is_refused_and_nothing_changes(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var somebody = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()))) {
            ProxyState before = proxy.proxy().state().current();
            InetSocketAddress address = proxy.web().address();

            var problems = proxy.applyRefused(web(endpoint.address()).listener("second", somebody.address(), "app"));

            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.key()).isEqualTo("listeners.second.bind");
                assertThat(problem.message()).startsWith("127.0.0.1:" + somebody.address().getPort())
                        .contains("is in use already", "Maybe");
            });
            assertThat(proxy.proxy().state().current()).isSameAs(before);
            assertThat(proxy.proxy().listeners().all()).extracting(Listener::name).containsExactly("web");
            assertServes(address);
        }
    }

    /** The kernel would let two processes of one user share the port, and each would get half of the connections. */
    @OnEachTransport
    void a_port_that_another_janus_has_is_refused(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var first = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var second = ProxyFixture.on(transport).start()) {
            var problems = second.applyRefused(spec().backend("app", app -> app.endpoints(endpoint.address()))
                    .listener("web", first.web().address(), "app"));

            assertThat(problems).extracting(Problem::message).singleElement().asString().contains("in use");
            assertThat(second.proxy().listeners().all()).isEmpty();
            assertThat(second.proxy().listeners().accepting()).isFalse();
        }
    }

    @OnEachTransport
    void one_bad_bind_among_several_leaves_none_of_them_open(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var somebody = TestEndpoint.byHand();
                var free = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).start()) {
            SpecDraft bad = web(endpoint.address())
                    .listener("good", free.address(), "app")
                    .listener("taken", somebody.address(), "app")
                    .listener("foreign", new InetSocketAddress("192.0.2.1", 80), "app");

            var problems = proxy.applyRefused(bad);

            assertThat(problems).extracting(Problem::key).containsExactly("listeners.taken.bind", "listeners.foreign.bind");
            assertThat(problems.get(1).message()).startsWith("192.0.2.1:80 cannot be bound")
                    .contains("no address of this machine");
            assertThat(proxy.proxy().listeners().all()).isEmpty();
            assertThatThrownBy(() -> Peer.connectTo(free.address())).hasCauseInstanceOf(ConnectException.class);

            proxy.apply(web(endpoint.address()).listener("good", free.address(), "app"));
            assertServes(free.address());
        }
    }

    @OnEachTransport
    void two_new_listeners_cannot_have_one_address(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var free = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).start()) {
            var problems = proxy.applyRefused(web(endpoint.address())
                    .listener("one", free.address(), "app").listener("two", free.address(), "app"));

            assertThat(problems).extracting(Problem::key).containsExactly("listeners.two.bind");
        }
    }

    @OnEachTransport
    void a_balancer_made_for_a_refused_bind_is_closed(Transport transport) {
        RecordingPolicy policy = new RecordingPolicy();
        try (var endpoint = TestEndpoint.echoing();
                var somebody = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).policy("recording", policy)
                        .serving(web(app -> app.policy("recording").endpoints(endpoint.address())))) {
            proxy.applyRefused(web(app -> app.policy("recording", Map.of("new", "option")).endpoints(endpoint.address()))
                    .listener("second", somebody.address(), "app"));

            assertThat(policy.balancers()).extracting(balancer -> balancer.timesClosed()).containsExactly(0, 1);
        }
    }

    @OnEachTransport
    void no_port_is_bound_for_a_refused_policy(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var free = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).start()) {
            var problems = proxy.applyRefused(spec()
                    .backend("app", app -> app.policy("unheard-of").endpoints(endpoint.address()))
                    .listener("web", free.address(), "app").listener("any", anyPort(), "app"));

            assertThat(problems).extracting(Problem::key).containsExactly("backends.app.balancer.type");
            assertThatThrownBy(() -> Peer.connectTo(free.address())).hasCauseInstanceOf(ConnectException.class);
        }
    }

    private static void assertServes(InetSocketAddress address) {
        try (var client = Peer.connectTo(address)) {
            assertThat(client.send("hello").receive(5)).isEqualTo("hello");
        }
    }
}
