package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BiConsumer;

import io.janus.balancer.Picker;
import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.AccessNote;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Policies;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** Whatever way an exchange takes out, it is noted once, with why it ended. */
class HttpAccessEndTest {

    private static final String ASK = "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    private static final String AGREE = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    private static HttpPeer connect(ProxyFixture proxy) {
        return HttpPeer.connectTo(proxy.web().address());
    }

    private static void assertEnd(ProxyFixture proxy, int status, String end) {
        AccessNote note = proxy.awaitNote();
        assertThat(note.end()).isEqualTo(end);
        assertThat(note.status()).isEqualTo(status);
        assertThat(note.firstByteNanos() >= 0).as("whether an answer began").isEqualTo(status != 0);
    }

    @OnEachTransport
    void refused_by_the_endpoint_is_connect_failure(Transport transport) {
        try (var refusing = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).serving(http(refusing.address()).logged());
                var client = connect(proxy)) {
            client.get("/").receive();

            AccessNote note = proxy.awaitNote();
            assertThat(note.end()).isEqualTo("connect_failure");
            assertThat(note.status()).isEqualTo(502);
            assertThat(note.endpoint()).isEqualTo("a");
            assertThat(note.attempts()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void no_endpoint_on_offer_is_no_endpoint_and_no_attempt(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).policy("none", Policies.always(request -> Picker.NONE))
                        .serving(http(app -> app.policy("none").endpoints(endpoint.address()), web -> web.backend("app"))
                                .logged());
                var client = connect(proxy)) {
            client.get("/").receive();

            AccessNote note = proxy.awaitNote();
            assertThat(note.end()).isEqualTo("no_endpoint");
            assertThat(note.backend()).isEqualTo("app");
            assertThat(note.endpoint()).isNull();
            assertThat(note.attempts()).isZero();
        }
    }

    @OnEachTransport
    void an_endpoint_that_does_not_answer_in_time_is_response_timeout(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpEndpoint.silence());
                var proxy = ProxyFixture.on(transport)
                        .serving(http(app -> app.responseTimeout(Duration.ofMillis(50)).endpoints(endpoint.address()),
                                web -> web.backend("app")).logged());
                var client = connect(proxy)) {
            client.get("/").receive();

            assertEnd(proxy, 504, "response_timeout");
        }
    }

    @OnEachTransport
    void a_malformed_answer_is_bad_response(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.of("HTTP/1.1 200 OK\r\nBad : x\r\n\r\n"));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.get("/").receive();

            assertEnd(proxy, 502, "bad_response");
        }
    }

    @OnEachTransport
    void an_answer_that_is_cut_is_truncated_and_keeps_its_status(Transport transport) {
        try (var endpoint = HttpEndpoint
                .answering(HttpAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").thenClose());
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.get("/").peer().awaitEnd();

            assertEnd(proxy, 200, "truncated");
        }
    }

    @OnEachTransport
    void a_body_that_is_too_large_is_body_too_large(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").maxBody(3)).logged());
                var client = connect(proxy)) {
            client.post("/", "hello").receive();

            assertEnd(proxy, 413, "body_too_large");
        }
    }

    @OnEachTransport
    void a_client_that_leaves_while_it_waits_is_client_gone_without_a_status(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                client.peer().reset();

                assertEnd(proxy, 0, "client_gone");
            }
        }
    }

    @OnEachTransport
    void a_client_that_finishes_inside_its_body_is_client_gone(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            String half = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello";
            client.send(half);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                client.finish();

                AccessNote note = proxy.awaitNote();
                assertThat(note.end()).isEqualTo("client_gone");
                assertThat(note.fromClientBytes()).isEqualTo(half.length());
            }
        }
    }

    @OnEachTransport
    void a_client_that_leaves_inside_its_answer_is_client_gone_with_the_status(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\nbegin");
                client.receiveHead();
                client.peer().reset();

                assertEnd(proxy, 200, "client_gone");
            }
        }
    }

    @OnEachTransport
    void a_client_that_takes_nothing_is_client_stall(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("x".repeat(20_000_000));
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").stallTimeout(Duration.ofMillis(200))).logged());
                var client = HttpPeer.connectTo(proxy.web().address(), 60_000)) {
            client.get("/");

            assertEnd(proxy, 200, "client_stall");
        }
    }

    @OnEachTransport
    void a_tunnel_that_both_sides_finished_is_upgraded_with_all_its_bytes(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.of(AGREE).thenTunnel((in, out) -> in.transferTo(out)));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.send(ASK).receive();
            client.send("x".repeat(1000)).receiveText(1000);
            client.finish().assertFinished();

            AccessNote note = proxy.awaitNote();
            assertThat(note.end()).isEqualTo("upgraded");
            assertThat(note.status()).isEqualTo(101);
            assertThat(note.fromClientBytes()).isEqualTo(ASK.length() + 1000);
            assertThat(note.toClientBytes()).isGreaterThan(1000).isLessThan(1500);
            assertThat(note.firstByteNanos()).isPositive();
        }
    }

    @OnEachTransport
    void a_tunnel_in_which_nothing_moves_is_idle_timeout(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.of(AGREE).thenTunnel((in, out) -> in.transferTo(out)));
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").tunnelTimeout(Duration.ofMillis(100))).logged());
                var client = connect(proxy)) {
            client.send(ASK).receive();

            assertEnd(proxy, 101, "idle_timeout");
        }
    }

    @OnEachTransport
    void a_tunnel_that_the_client_breaks_is_client_gone(Transport transport) {
        assertTunnelEnds(transport, (client, server) -> client.peer().reset(), "client_gone");
    }

    @OnEachTransport
    void a_tunnel_that_the_endpoint_breaks_is_endpoint_reset(Transport transport) {
        assertTunnelEnds(transport, (client, server) -> server.peer().reset(), "endpoint_reset");
    }

    private static void assertTunnelEnds(Transport transport, BiConsumer<HttpPeer, HttpPeer> breaking, String end) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.send(ASK);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send(AGREE);
                client.receive();
                breaking.accept(client, server);

                assertEnd(proxy, 101, end);
            }
        }
    }

    @OnEachTransport
    void a_tunnel_that_is_ended_with_its_endpoint_is_closed(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.of(AGREE).thenTunnel((in, out) -> in.transferTo(out)));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.send(ASK).receive();
            proxy.proxy().closeSessions(any -> true, SessionEnd.ENDPOINT_GONE);

            assertEnd(proxy, 101, "closed");
        }
    }

    @OnEachTransport
    void an_exchange_that_is_under_way_when_all_ends_is_noted_too(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpEndpoint.silence());
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()).logged());
                var client = connect(proxy)) {
            client.get("/");
            endpoint.awaitRequests(1);
            proxy.proxy().close();

            assertEnd(proxy, 502, "endpoint_reset");
        }
    }
}
