package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.io.Transport;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.testing.BackendDraft;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpAnswer.Then;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;

/** When an attempt is followed by another, and when never. Endpoint {@code a} is always tried first. */
class RetriesTest {

    private static final HttpAnswer RESET = HttpAnswer.none(Then.RESET);

    /** Far above what a replay buffer keeps. */
    private static final String LARGE = "x".repeat(4 * 1024 * 1024);

    /** It binds the endpoint that answers too: longer than a busy machine holds that up. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

    private static ProxyFixture proxy(Transport transport, UnaryOperator<BackendDraft> app) {
        return ProxyFixture.on(transport).loops(1).serving(http(app, web -> web.backend("app")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "POST", "PATCH", "DELETE", "PURGE" })
    void whatever_the_method_the_next_endpoint_takes_over_when_one_refuses(String method) {
        try (var dead = DeadAddress.refusing();
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(dead.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");

            assertThat(client.receive().text()).isEqualTo("live");
            assertThat(live.awaitRequests(1).last().body().text()).isEqualTo("abc");
        }
    }

    @OnEachTransport
    void a_large_body_waits_for_the_endpoint_that_takes_over(Transport transport) {
        try (var dead = DeadAddress.refusing();
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(dead.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.post("/", LARGE);

            assertThat(client.receive().text()).isEqualTo("live");
            assertThat(live.last().body().text()).isEqualTo(LARGE);
        }
    }

    @OnEachTransport
    void when_all_refuse_the_answer_is_502(Transport transport) {
        try (var dead = DeadAddress.refusing();
                var proxy = proxy(transport, app -> app.endpoints(dead.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/").receive();

            assertThat(response.status()).isEqualTo(502);
            assertThat(response.error()).isEqualTo("connect_failure");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "OPTIONS", "TRACE", "PUT", "DELETE" })
    void a_request_that_may_be_repeated_goes_to_another_endpoint_after_a_reset(String method) {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(resetting.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(method + " /x?y HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n\r\n");

            assertThat(client.receive().text()).isEqualTo("live");
            assertThat(live.last().head().text()).isEqualTo(resetting.last().head().text());
        }
    }

    @OnEachTransport
    void a_small_body_is_sent_again_with_its_head(Transport transport) {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(resetting.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");

            assertThat(client.receive().text()).isEqualTo("live");
            assertThat(live.last().body().text()).isEqualTo("hello");
        }
    }

    @OnEachTransport
    void a_small_chunked_body_is_sent_again_with_its_head(Transport transport) {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(resetting.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

            assertThat(client.receive().text()).isEqualTo("live");
            assertThat(live.last().body().text()).isEqualTo("hello");
        }
    }

    @OnEachTransport
    void a_large_body_is_sent_once(Transport transport) {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(resetting.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE.length() + "\r\n\r\n" + LARGE);

            assertThat(client.receive().error()).isEqualTo("endpoint_reset");
            assertThat(live.heads()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PATCH", "PURGE", "get" })
    @Tag("invariant-8")
    void a_request_that_must_not_be_repeated_never_is(String method) {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(resetting.address(), live.address())
                        .retryWhen(Condition.values()).retryStatuses(502, 503));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");

            var response = client.receive();
            assertThat(response.status()).isEqualTo(502);
            assertThat(response.error()).isEqualTo("endpoint_reset");
            resetting.awaitRequests(1);
            assertThat(live.heads()).isEmpty();
        }
    }

    @OnEachTransport
    @Tag("invariant-8")
    void a_post_on_a_pooled_connection_that_is_reset_is_not_repeated(Transport transport) {
        try (var endpoint = HttpEndpoint.that(request -> request.method().equals("GET") ? HttpAnswer.ok("ok") : RESET);
                var proxy = proxy(transport, app -> app.endpoints(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/").receive();

            assertThat(client.post("/", "once").receive().error()).isEqualTo("endpoint_reset");
            endpoint.awaitRequests(2);
        }
    }

    @OnEachTransport
    void where_there_is_one_endpoint_a_fresh_connection_is_tried(Transport transport) {
        var count = new AtomicInteger();
        try (var endpoint = HttpEndpoint.that(request -> count.incrementAndGet() == 2 ? RESET : HttpAnswer.ok("ok"));
                var proxy = proxy(transport, app -> app.endpoints(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/1").receive();

            assertThat(client.get("/2").receive().text()).isEqualTo("ok");
            assertThat(endpoint.connections()).isEqualTo(2);
            assertThat(endpoint.targets()).containsExactly("/1", "/2", "/2");
        }
    }

    @OnEachTransport
    @Tag("invariant-2")
    void nothing_is_repeated_once_a_byte_of_an_answer_came(Transport transport) {
        try (var cutting = HttpEndpoint.answering(HttpAnswer.of("HTTP/1.1 200 O").thenClose());
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(cutting.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().status()).isEqualTo(502);
            assertThat(live.heads()).isEmpty();
        }
    }

    @Test
    void after_as_many_attempts_as_allowed_the_failure_is_told() {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(resetting.address(), live.address()).maxAttempts(1));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().error()).isEqualTo("endpoint_reset");
            assertThat(live.heads()).isEmpty();
        }
    }

    @Test
    void a_reset_is_not_repeated_where_the_operator_does_not_want_it() {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(resetting.address(), live.address())
                        .retryWhen(Condition.CONNECT_FAILURE));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().error()).isEqualTo("endpoint_reset");
            assertThat(live.heads()).isEmpty();
        }
    }

    @Test
    void a_status_is_an_answer_unless_the_operator_says_otherwise() {
        try (var busy = HttpEndpoint.answering(HttpAnswer.status(503, "busy"));
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(busy.address(), live.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("busy");
        }
    }

    @OnEachTransport
    void a_status_that_the_operator_names_is_tried_again_elsewhere(Transport transport) {
        try (var busy = HttpEndpoint.answering(HttpAnswer.status(503, "busy"));
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(busy.address(), live.address()).retryStatuses(503));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("live");
            client.assertUsable();
        }
    }

    @OnEachTransport
    void the_last_attempt_tells_the_status_it_got(Transport transport) {
        try (var busy = HttpEndpoint.answering(HttpAnswer.status(503, "busy"));
                var busier = HttpEndpoint.answering(HttpAnswer.status(503, "busier"));
                var proxy = proxy(transport, app -> app.endpoints(busy.address(), busier.address()).retryStatuses(503));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("busier");
        }
    }

    @OnEachTransport
    void a_status_is_told_where_no_endpoint_is_left_that_could_do_better(Transport transport) {
        try (var busy = HttpEndpoint.answering(HttpAnswer.status(503, "busy"));
                var busier = HttpEndpoint.answering(HttpAnswer.status(503, "busier"));
                var proxy = proxy(transport,
                        app -> app.endpoints(busy.address(), busier.address()).maxAttempts(3).retryStatuses(503));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("busier");
        }
    }

    @OnEachTransport
    void no_answer_in_time_is_tried_again_where_the_operator_wants_it(Transport transport) {
        try (var silent = HttpEndpoint.answering(HttpEndpoint.silence());
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(silent.address(), live.address())
                        .responseTimeout(RESPONSE_TIMEOUT).retryWhen(Condition.TIMEOUT));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("live");
        }
    }

    /** The tick begins the third attempt, after its wait, and on the second request there is a connection that waits. */
    @OnEachTransport
    void an_attempt_that_a_tick_begins_has_all_of_its_time(Transport transport) {
        try (var silent = HttpEndpoint.answering(HttpEndpoint.silence());
                var mute = HttpEndpoint.answering(HttpEndpoint.silence());
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(transport, app -> app.endpoints(silent.address(), mute.address(), live.address())
                        .responseTimeout(RESPONSE_TIMEOUT).maxAttempts(3).retryWhen(Condition.TIMEOUT));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("live");
            assertThat(client.get("/").receive().text()).isEqualTo("live");
            assertThat(mute.heads()).hasSize(2);
        }
    }

    @Test
    void a_spent_budget_allows_no_repetition() {
        try (var resetting = HttpEndpoint.answering(RESET);
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(resetting.address(), live.address()).retryBudget(0, 0));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().error()).isEqualTo("endpoint_reset");
            assertThat(live.heads()).isEmpty();
        }
    }

    @Test
    void a_refused_connection_costs_nothing_of_the_budget() {
        try (var dead = DeadAddress.refusing();
                var live = HttpEndpoint.answering("live");
                var proxy = proxy(Transport.NIO, app -> app.endpoints(dead.address(), live.address()).retryBudget(0, 0));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("live");
        }
    }
}
