package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Tag;

import io.janus.balancer.Outcome;
import io.janus.balancer.Picker;
import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer.End;
import io.janus.proxy.testing.Policies;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.RecordingPolicy;
import io.janus.proxy.testing.TestEndpoint;

/** Which endpoints a session tries, and what its client sees when none answers. */
class AttemptsTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** Also on a busy machine. */
    private static final Duration LONG_ENOUGH_TO_RELOAD = Duration.ofSeconds(3);

    private final RecordingPolicy policy = new RecordingPolicy();

    @OnEachTransport
    void the_next_endpoint_takes_over_when_one_refuses(Transport transport) {
        try (var refusing = DeadAddress.refusing();
                var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).policy("recording", policy).serving(
                        web(app -> app.policy("recording").endpoints(refusing.address(), endpoint.address())));
                var client = proxy.connect()) {
            client.send("hello");

            assertThat(client.receive(5)).isEqualTo("hello");
            assertThat(policy.balancer().picker().picked()).containsExactly(0, 1);
            assertThat(policy.balancer().picker().outcomes()).containsExactly(Outcome.CONNECT_FAILURE, Outcome.SUCCESS);
            assertThat(proxy.endpoint("a").attempts().total(Outcome.CONNECT_FAILURE)).isEqualTo(1);
            assertThat(proxy.endpoint("a").inFlight()).isZero();
            assertThat(proxy.endpoint("b").inFlight()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void the_next_endpoint_takes_over_when_one_does_not_answer_in_time(Transport transport) {
        try (var silent = DeadAddress.silent();
                var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).policy("recording", policy).serving(
                        web(app -> app.policy("recording").endpoints(silent.address(), endpoint.address())
                                .connectTimeout(SHORT)));
                var client = proxy.connect()) {
            client.send("hello");

            assertThat(client.receive(5)).isEqualTo("hello");
            assertThat(policy.balancer().picker().outcomes()).containsExactly(Outcome.TIMEOUT, Outcome.SUCCESS);
            assertThat(policy.balancer().picker().observed().get(0).latencyNanos()).isGreaterThanOrEqualTo(SHORT.toNanos());
            assertThat(proxy.endpoint("a").inFlight()).isZero();
        }
    }

    @OnEachTransport
    void failures_to_connect_add_up_until_a_connection_comes_about(Transport transport) {
        try (var refusing = DeadAddress.refusing();
                var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(refusing.address(), endpoint.address()))) {
            for (int i = 1; i <= 3; i++) {
                try (var client = proxy.connect()) {
                    client.send("hello");
                    assertThat(client.receive(5)).isEqualTo("hello");
                }
                assertThat(proxy.endpoint("a").failures().count()).isEqualTo(i);
                assertThat(proxy.endpoint("b").failures().count()).isZero();
            }
        }
    }

    @OnEachTransport
    void the_client_is_reset_when_all_refuse(Transport transport) {
        try (var one = DeadAddress.refusing();
                var other = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).serving(web(one.address(), other.address()));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);

            proxy.awaitEnds(SessionEnd.CONNECT_FAILURE, 1);
            assertThat(proxy.web().errors().total(ErrorCode.CONNECT_FAILURE)).isEqualTo(1);
            assertThat(proxy.events()).singleElement().satisfies(event -> {
                assertThat(event.code()).isEqualTo(ErrorCode.CONNECT_FAILURE);
                assertThat(event.subject()).isEqualTo("web");
                assertThat(event.peer()).matches(peer -> peer.getAddress().isLoopbackAddress());
                assertThat(event.detail()).contains("app/b", String.valueOf(other.address().getPort()), "refused");
            });
        }
    }

    @OnEachTransport
    void the_last_failure_is_the_one_that_is_told(Transport transport) {
        try (var refusing = DeadAddress.refusing();
                var silent = DeadAddress.silent();
                var proxy = ProxyFixture.on(transport).serving(
                        web(app -> app.endpoints(refusing.address(), silent.address()).connectTimeout(SHORT)));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);

            proxy.awaitEnds(SessionEnd.CONNECT_FAILURE, 1);
            assertThat(proxy.web().errors().total(ErrorCode.CONNECT_TIMEOUT)).isEqualTo(1);
            assertThat(proxy.web().errors().total(ErrorCode.CONNECT_FAILURE)).isZero();
        }
    }

    @OnEachTransport
    void no_more_endpoints_are_tried_than_allowed(Transport transport) {
        try (var one = DeadAddress.refusing();
                var other = DeadAddress.refusing();
                var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).policy("recording", policy).serving(
                        web(app -> app.policy("recording").maxAttempts(2)
                                .endpoints(one.address(), other.address(), endpoint.address())));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);

            proxy.awaitEnds(SessionEnd.CONNECT_FAILURE, 1);
            assertThat(policy.balancer().picker().picked()).containsExactly(0, 1);
            assertThat(endpoint.wasConnectedTo()).isFalse();
        }
    }

    @OnEachTransport
    void no_endpoint_is_tried_twice(Transport transport) {
        try (var one = DeadAddress.refusing();
                var other = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).policy("recording", policy).serving(
                        web(app -> app.policy("recording").maxAttempts(10).endpoints(one.address(), other.address())));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);

            proxy.awaitEnds(SessionEnd.CONNECT_FAILURE, 1);
            assertThat(policy.balancer().picker().picked()).containsExactly(0, 1);
        }
    }

    @OnEachTransport
    void a_client_is_reset_when_there_is_no_endpoint(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(app -> app.endpoint("a", endpoint.address(), 0)));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);

            proxy.awaitEnds(SessionEnd.NO_ENDPOINT, 1);
            assertThat(proxy.web().errors().total(ErrorCode.NO_ENDPOINT)).isEqualTo(1);
            assertThat(proxy.events()).singleElement().satisfies(event -> {
                assertThat(event.code()).isEqualTo(ErrorCode.NO_ENDPOINT);
                assertThat(event.detail()).contains("app");
            });
            assertThat(endpoint.wasConnectedTo()).isFalse();
        }
    }

    @OnEachTransport
    void a_policy_that_answers_none_at_first_means_no_endpoint(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).policy("none", Policies.always(request -> Picker.NONE))
                        .serving(web(app -> app.policy("none").endpoints(endpoint.address())));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);

            proxy.awaitEnds(SessionEnd.NO_ENDPOINT, 1);
            assertThat(endpoint.wasConnectedTo()).isFalse();
        }
    }

    @OnEachTransport
    void a_policy_that_answers_none_later_leaves_the_failure_before_it(Transport transport) {
        try (var refusing = DeadAddress.refusing();
                var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport)
                        .policy("once", Policies.always(request -> request.attempt() == 1 ? 0 : Picker.NONE))
                        .serving(web(app -> app.policy("once").endpoints(refusing.address(), endpoint.address())));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);

            proxy.awaitEnds(SessionEnd.CONNECT_FAILURE, 1);
            assertThat(proxy.web().errors().total(ErrorCode.CONNECT_FAILURE)).isEqualTo(1);
            assertThat(proxy.web().errors().total(ErrorCode.NO_ENDPOINT)).isZero();
            assertThat(endpoint.wasConnectedTo()).isFalse();
        }
    }

    @OnEachTransport
    @Tag("invariant-7")
    void the_picker_that_picked_is_told_although_another_took_its_place(Transport transport) {
        try (var silent = DeadAddress.silent();
                var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).policy("recording", policy).serving(
                        web(app -> app.policy("recording").endpoints(silent.address()).connectTimeout(LONG_ENOUGH_TO_RELOAD)));
                var client = proxy.connect()) {
            await().until(() -> proxy.endpoint("a").inFlight() == 1);
            proxy.apply(web(app -> app.policy("recording").endpoints(silent.address(), endpoint.address())
                    .connectTimeout(LONG_ENOUGH_TO_RELOAD)));

            client.send("hello");
            assertThat(client.receive(5)).isEqualTo("hello");

            var pickers = policy.balancer().pickers();
            assertThat(pickers).hasSize(2);
            assertThat(pickers.get(0).outcomes()).containsExactly(Outcome.TIMEOUT);
            assertThat(pickers.get(1).picked()).containsExactly(1);
            assertThat(pickers.get(1).outcomes()).containsExactly(Outcome.SUCCESS);
        }
    }
}
