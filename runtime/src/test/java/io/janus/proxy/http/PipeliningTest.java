package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.Delivery;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;

/** A client may send its next requests before it has an answer; it gets each answer once and in order. */
@Tag("invariant-2")
class PipeliningTest {

    private static final int MANY = 100;

    @OnEachTransport
    void a_hundred_requests_in_one_write_are_answered_in_order(Transport transport) {
        try (var endpoint = HttpEndpoint.that(request -> HttpAnswer.ok(request.target()));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < MANY; i++) {
                requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            client.send(requests.toString());

            for (int i = 0; i < MANY; i++) {
                assertThat(client.receive().text()).isEqualTo("/" + i);
            }
            client.assertUsable();
        }
    }

    @OnEachTransport
    @Tag("invariant-3")
    void a_hundred_bodies_in_odd_pieces_arrive_each_with_its_request(Transport transport) {
        try (var endpoint = HttpEndpoint.that(request -> HttpAnswer.ok(request.body().text()));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < MANY; i++) {
                String body = "body-" + i;
                requests.append("POST / HTTP/1.1\r\nHost: a\r\n").append(i % 2 == 0
                        ? "Content-Length: " + body.length() + "\r\n\r\n" + body
                        : "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                                + "\r\n0\r\n\r\n");
            }
            byte[] bytes = requests.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            client.send(bytes, Delivery.random(new java.util.Random(7), 40));

            for (int i = 0; i < MANY; i++) {
                assertThat(client.receive().text()).isEqualTo("body-" + i);
            }
        }
    }

    @OnEachTransport
    void the_second_request_waits_for_the_first_answer(Transport transport) {
        var gate = new CompletableFuture<Void>();
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.ok("ok").after(gate));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/1").get("/2");
            endpoint.awaitRequests(1);
            Waiting.assertStays(() -> endpoint.heads().size() == 1);
            gate.complete(null);

            client.receive();
            client.receive();
            assertThat(endpoint.targets()).containsExactly("/1", "/2");
        }
    }

    @OnEachTransport
    void thousands_of_own_answers_in_a_row_come_in_order_and_leave_others_their_turn(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).loops(1).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.route("/ok", "app")));
                var greedy = HttpPeer.connectTo(proxy.web().address());
                var other = HttpPeer.connectTo(proxy.web().address())) {
            greedy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(3000) + "GET /ok HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(other.get("/ok").receive().text()).isEqualTo("ok");

            for (int i = 0; i < 3000; i++) {
                assertThat(greedy.receive().status()).isEqualTo(404);
            }
            assertThat(greedy.receive().text()).isEqualTo("ok");
        }
    }

    @OnEachTransport
    @Tag("invariant-2")
    void a_body_that_is_too_large_takes_no_request_with_it_unsaid(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").maxBody(3)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                    + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");

            var response = client.receive();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.announcesClose()).isTrue();
            client.assertFinished();
        }
    }

    @OnEachTransport
    void an_own_answer_keeps_its_place_among_those_of_endpoints(Transport transport) {
        try (var endpoint = HttpEndpoint.that(request -> HttpAnswer.ok(request.target()));
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.route("/a", "app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/a/1").get("/nowhere").get("/a/2");

            assertThat(client.receive().text()).isEqualTo("/a/1");
            assertThat(client.receive().status()).isEqualTo(404);
            assertThat(client.receive().text()).isEqualTo("/a/2");
        }
    }
}
