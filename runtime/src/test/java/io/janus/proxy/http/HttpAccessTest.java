package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.janus.proxy.io.Transport;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.proxy.testing.AccessNote;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;

/**
 * One note for each request that was answered or broken off, whatever became of it; how it ended is in
 * {@link HttpAccessEndTest}.
 */
class HttpAccessTest {

    private static HttpPeer connect(ProxyFixture proxy) {
        return HttpPeer.connectTo(proxy.web().address());
    }

    @OnEachTransport
    void a_request_is_noted_with_all_that_is_known_of_it(Transport transport) {
        RouteSpec orders = new RouteSpec(Optional.of("orders"),
                new Match(Optional.empty(), Optional.of("/orders"), Optional.empty(), Set.of(), Map.of()),
                new Forward("app", Optional.empty()), HeaderEditsSpec.NONE, HeaderEditsSpec.NONE, Optional.empty(),
                Optional.empty());
        String head = "POST /orders?id=7 HTTP/1.1\r\nHost: shop:80\r\nUser-Agent: test\r\nReferer: http://a/\r\n"
                + "Content-Length: 5\r\n\r\n";
        try (var endpoint = HttpEndpoint.answering("0123456789");
                var proxy = ProxyFixture.on(transport)
                        .serving(http(app -> app.endpoints(endpoint.address()), web -> web.route(orders)).logged());
                var client = connect(proxy)) {
            client.send(head + "hello").receive();

            AccessNote note = proxy.awaitNote();

            assertThat(note.listener()).isEqualTo("web");
            assertThat(note.isHttp()).isTrue();
            assertThat(note.peer()).isEqualTo(client.peer().socket().getLocalSocketAddress());
            assertThat(note.client()).isEqualTo(note.peer());
            assertThat(note.route()).isEqualTo("orders");
            assertThat(note.backend()).isEqualTo("app");
            assertThat(note.endpoint()).isEqualTo("a");
            assertThat(note.attempts()).isEqualTo(1);
            assertThat(note.method()).isEqualTo("POST");
            assertThat(note.target()).isEqualTo("/orders?id=7");
            assertThat(note.version()).isEqualTo("HTTP/1.1");
            assertThat(note.host()).isEqualTo("shop:80");
            assertThat(note.userAgent()).isEqualTo("test");
            assertThat(note.referer()).isEqualTo("http://a/");
            assertThat(note.status()).isEqualTo(200);
            assertThat(note.fromClientBytes()).isEqualTo(head.length() + 5);
            assertThat(note.toClientBytes()).isEqualTo(
                    proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS)).isGreaterThan(10);
            assertThat(note.firstByteNanos()).isPositive().isLessThanOrEqualTo(note.durationNanos());
            assertThat(note.end()).isEqualTo("complete");
        }
    }

    @OnEachTransport
    void what_a_reload_logs_is_noted_from_the_next_request_on_and_no_longer_when_it_does_not(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = connect(proxy)) {
            client.get("/off").receive();
            var bind = proxy.web().address();
            proxy.apply(http(endpoint.address()).logged());
            assertThat(proxy.web().address()).isEqualTo(bind);
            client.get("/on").receive();
            assertThat(proxy.awaitNote().target()).isEqualTo("/on");
            proxy.apply(http(endpoint.address()));
            client.get("/off/again").receive();
            proxy.apply(http(endpoint.address()).logged());
            client.get("/on/again").receive();

            assertThat(proxy.awaitNote().target()).isEqualTo("/on/again");
        }
    }

    @OnEachTransport
    void pipelined_requests_are_noted_each_with_its_own(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: b\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /3 HTTP/1.1\r\nHost: c\r\n\r\n");
            for (int i = 0; i < 3; i++) {
                client.receive();
            }

            assertThat(proxy.awaitNotes(3)).extracting(AccessNote::target).containsExactly("/1", "/2", "/3");
        }
    }

    @OnEachTransport
    void a_trusted_proxy_names_the_client(Transport transport) throws Exception {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(
                        http(app -> app.endpoints(endpoint.address()), web -> web.backend("app").trustsLoopback()).logged());
                var client = connect(proxy)) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n").receive();

            AccessNote note = proxy.awaitNote();
            assertThat(note.client()).isEqualTo(new InetSocketAddress(InetAddress.getByName("203.0.113.9"), 0));
            assertThat(note.peer()).isEqualTo(client.peer().socket().getLocalSocketAddress());
        }
    }

    @OnEachTransport
    void the_endpoint_that_was_tried_last_is_noted_and_how_many_there_were(Transport transport) {
        try (var refusing = DeadAddress.refusing();
                var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport)
                        .serving(http(app -> app.policy("in-order").endpoints(refusing.address(), endpoint.address()),
                                web -> web.backend("app")).logged());
                var client = connect(proxy)) {
            client.get("/").receive();

            AccessNote note = proxy.awaitNote();
            assertThat(note.endpoint()).isEqualTo("b");
            assertThat(note.attempts()).isEqualTo(2);
            assertThat(note.end()).isEqualTo("complete");
        }
    }

    @OnEachTransport
    void what_janus_answers_itself_is_noted_without_an_endpoint(Transport transport) {
        try (var proxy = ProxyFixture.on(transport)
                .serving(SpecDraft.spec()
                        .http("web", web -> web.route("/no", new Deny()).route("/old", new Redirect(308, "/new")))
                        .logged());
                var client = connect(proxy)) {
            client.get("/no").receive();
            client.get("/old").receive();
            client.get("/nowhere").receive();

            assertThat(proxy.awaitNotes(3)).allSatisfy(note -> {
                assertThat(note.endpoint()).isNull();
                assertThat(note.backend()).isNull();
                assertThat(note.attempts()).isZero();
                assertThat(note.toClientBytes()).isPositive();
            }).extracting(AccessNote::status, AccessNote::end).containsExactly(tuple(403, "denied"), tuple(308, "complete"),
                    tuple(404, "no_route"));
        }
    }

    @OnEachTransport
    void a_request_that_is_none_is_noted_with_what_can_be_told_of_it(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged())) {
            try (var client = connect(proxy)) {
                client.send("GET /bad HTTP/1.1\r\nHost : a\r\n\r\n").receive();
            }

            AccessNote note = proxy.awaitNote();
            assertThat(note.method()).isEqualTo("GET");
            assertThat(note.target()).isEqualTo("/bad");
            assertThat(note.host()).isNull();
            assertThat(note.status()).isEqualTo(400);
            assertThat(note.toClientBytes()).isPositive();
            assertThat(note.end()).isEqualTo("bad_header");
        }
    }

    @OnEachTransport
    void a_head_that_does_not_come_is_noted_when_it_is_answered(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").headTimeout(Duration.ofMillis(50))).logged());
                var client = connect(proxy)) {
            client.send("GET /slow HTTP/1.1\r\n").receive();

            AccessNote note = proxy.awaitNote();
            assertThat(note.target()).isNull();
            assertThat(note.status()).isEqualTo(408);
            assertThat(note.end()).isEqualTo("head_timeout");
        }
    }

    @OnEachTransport
    void a_connection_over_the_limit_is_noted_when_it_is_answered(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(SpecDraft.spec()
                        .backend("app", app -> app.endpoints(endpoint.address())).http("web", 1, web -> web.backend("app"))
                        .logged());
                var first = connect(proxy)) {
            await().until(() -> proxy.web().connections() == 1);
            try (var client = connect(proxy)) {
                client.receive();

                AccessNote note = proxy.awaitNote();
                assertThat(note.peer()).isEqualTo(client.peer().socket().getLocalSocketAddress());
                assertThat(note.status()).isEqualTo(503);
                assertThat(note.end()).isEqualTo("connection_limit");
            }
            first.assertUsable();
        }
    }

    @OnEachTransport
    void interim_responses_count_as_bytes_and_not_as_the_status(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.of("HTTP/1.1 103 Early Hints\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\n"));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.get("/").receive();

            assertThat(proxy.awaitNote().status()).isEqualTo(204);
        }
    }

    @OnEachTransport
    void a_large_answer_is_counted_to_the_byte(Transport transport) {
        String body = "x".repeat(300_000);
        try (var endpoint = HttpEndpoint.answering(body);
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            var response = client.get("/").receive();

            assertThat(response.text()).hasSize(body.length());
            assertThat(proxy.awaitNote().toClientBytes())
                    .isEqualTo(proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS))
                    .isGreaterThan(body.length());
        }
    }

    @OnEachTransport
    void a_long_exchange_does_not_hold_up_the_notes_of_others(Transport transport) {
        var gate = new CompletableFuture<Void>();
        try (var endpoint = HttpEndpoint
                .that(request -> request.target().equals("/slow") ? HttpAnswer.ok("late").after(gate)
                        : HttpAnswer.ok("now"));
                var proxy = ProxyFixture.on(transport).loops(1).serving(http(endpoint.address()).logged());
                var slow = connect(proxy);
                var quick = connect(proxy)) {
            slow.get("/slow");
            endpoint.awaitRequests(1);
            quick.get("/quick").receive();
            assertThat(proxy.awaitNote().target()).isEqualTo("/quick");
            gate.complete(null);
            slow.receive();

            assertThat(proxy.awaitNote().target()).isEqualTo("/slow");
        }
    }
}
