package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpAnswer.Then;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** What takes too long ends, with an answer where one can still be given. */
class HttpTimeoutTest {

    /** Several ticks long, and still short for a test. */
    private static final Duration SOON = Duration.ofMillis(250);

    /** Where the test itself must be in time: longer than a busy machine holds it up. */
    private static final Duration AMPLE = Duration.ofSeconds(1);

    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";

    @OnEachTransport
    void a_head_that_does_not_become_complete_is_answered_408(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").headTimeout(SOON)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            long begin = System.nanoTime();
            var response = client.send("GET / HTTP/1.1\r\nHos").receive();

            assertThat(response.status()).isEqualTo(408);
            assertThat(response.error()).isEqualTo("head_timeout");
            assertThat(response.announcesClose()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SOON);
            client.assertFinished();
        }
    }

    @OnEachTransport
    void a_second_head_that_does_not_become_complete_is_answered_408(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").headTimeout(SOON)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/").receive();
            assertThat(client.send("G").receive().error()).isEqualTo("head_timeout");
            client.assertFinished();
        }
    }

    @OnEachTransport
    void a_connection_without_request_closes_silently(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").idleTimeout(SOON).headTimeout(SOON)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.awaitEnd();
        }
    }

    @OnEachTransport
    void a_connection_without_another_request_closes_silently(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").idleTimeout(AMPLE)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/").receive();
            client.assertFinished();
        }
    }

    @OnEachTransport
    void an_empty_line_after_a_request_begins_no_head(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").headTimeout(SOON).idleTimeout(AMPLE.multipliedBy(2))));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().text()).isEqualTo("ok");
            client.send("\r\n");

            assertThat(client.peer().receiveAllText()).as("closed without a word").isEmpty();
        }
    }

    @OnEachTransport
    void a_body_that_stalls_is_answered_408(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").stallTimeout(SOON)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel").receive();

            assertThat(response.status()).isEqualTo(408);
            assertThat(response.error()).isEqualTo("body_timeout");
            client.assertFinished();
            assertThat(endpoint.requests()).isEmpty();
        }
    }

    @OnEachTransport
    void a_body_that_comes_slowly_does_not_stall(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").stallTimeout(AMPLE.multipliedBy(2)).headTimeout(SOON)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                Waiting.until(AMPLE.dividedBy(2));
                client.send("x");
            }
            assertThat(client.receive().status()).isEqualTo(200);
        }
    }

    @OnEachTransport
    void a_body_that_comes_though_nobody_said_100_is_no_answer_that_is_late(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(
                        app -> app.endpoints(endpoint.address()).responseTimeout(AMPLE), web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            for (int i = 0; i < 4; i++) {
                client.send("x");
                Waiting.until(AMPLE.dividedBy(2));
            }

            assertThat(client.receive().text()).isEqualTo("ok");
        }
    }

    @OnEachTransport
    void no_answer_in_time_is_504(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpEndpoint.silence());
                var proxy = ProxyFixture.on(transport).serving(
                        http(app -> app.endpoints(endpoint.address()).responseTimeout(SOON), web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/").receive();

            assertThat(response.status()).isEqualTo(504);
            assertThat(response.error()).isEqualTo("response_timeout");
        }
    }

    @OnEachTransport
    void a_request_that_takes_too_long_is_504_before_its_answer_began(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpEndpoint.silence());
                var proxy = ProxyFixture.on(transport).serving(
                        http(app -> app.endpoints(endpoint.address()).requestTimeout(SOON), web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/").receive();

            assertThat(response.status()).isEqualTo(504);
            assertThat(response.error()).isEqualTo("request_timeout");
        }
    }

    @OnEachTransport
    void a_request_that_takes_too_long_is_cut_after_its_answer_began(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(stopping());
                var proxy = ProxyFixture.on(transport).serving(
                        http(app -> app.endpoints(endpoint.address()).requestTimeout(AMPLE), web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().body().isComplete()).isFalse();
        }
    }

    @OnEachTransport
    void an_endpoint_that_stalls_inside_its_answer_is_cut(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(stopping());
                var proxy = ProxyFixture.on(transport).serving(
                        http(app -> app.endpoints(endpoint.address()).stallTimeout(SOON), web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().body().isComplete()).isFalse();
        }
    }

    /** As when the process was stopped, or its machine was moved: what came meanwhile is served before the tick, and counts. */
    @OnEachTransport
    void what_comes_while_the_loop_is_held_up_has_not_stalled(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).loops(1).serving(http(
                        app -> app.endpoints(endpoint.address()).stallTimeout(AMPLE.multipliedBy(2)),
                        web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                client.receiveHead();
                assertThat(client.receiveText(3)).isEqualTo("hel");
                proxy.proxy().loops().all().get(0).events().submit(() -> {
                    server.send("l");
                    Waiting.until(AMPLE.multipliedBy(3));
                }).syncUninterruptibly();

                assertThat(client.receiveText(1)).isEqualTo("l");
                server.send("o");
                assertThat(client.receiveText(1)).isEqualTo("o");
            }
        }
    }

    /** Three of five bytes, and then nothing. */
    private static HttpAnswer stopping() {
        return HttpAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel").then(Then.KEEP);
    }

    @OnEachTransport
    void an_address_that_does_not_answer_is_504(Transport transport) {
        try (var silent = DeadAddress.silent();
                var proxy = ProxyFixture.on(transport).serving(
                        http(app -> app.endpoints(silent.address()).connectTimeout(SOON), web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.get("/").receive();

            assertThat(response.status()).isEqualTo(504);
            assertThat(response.error()).isEqualTo("connect_timeout");
        }
    }

    @OnEachTransport
    void an_idle_tunnel_ends_on_both_sides(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").tunnelTimeout(SOON)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(UPGRADE);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 101 Yes\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
                assertThat(client.receive().status()).isEqualTo(101);
                client.awaitEnd();
                server.awaitEnd();
            }
        }
    }

    @OnEachTransport
    void a_tunnel_outlives_the_time_of_a_request(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(
                        http(app -> app.endpoints(endpoint.address()).requestTimeout(AMPLE).stallTimeout(AMPLE)
                                .responseTimeout(AMPLE), web -> web.backend("app").idleTimeout(AMPLE).stallTimeout(AMPLE)));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(UPGRADE);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 101 Yes\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
                client.receive();
                Waiting.until(AMPLE.multipliedBy(3).dividedBy(2));
                client.send("still");
                assertThat(server.receiveText(5)).isEqualTo("still");
            }
        }
    }

    @OnEachTransport
    void a_client_that_takes_nothing_of_its_answer_is_let_go(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(app -> app.endpoints(endpoint.address()),
                        web -> web.backend("app").stallTimeout(SOON)));
                var client = HttpPeer.of(Peer.connectTo(proxy.web().address(), 4096))) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                try {
                    server.peer().sendUntilStuck();
                } catch (UncheckedIOException e) {
                    return; // it was let go while the test still looked whether it was stuck
                }
                server.awaitEnd();
            }
        }
    }
}
