package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** Connections to endpoints are used again, but only where that is safe. One loop, so that there is one pool. */
class PoolingTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static ProxyFixture proxy(Transport transport, SpecDraft spec) {
        return ProxyFixture.on(transport).loops(1).serving(spec);
    }

    @OnEachTransport
    void requests_of_one_client_share_a_connection(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(transport, http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.get("/").receive().text()).isEqualTo("ok");
            }
            assertThat(endpoint.connections()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void requests_of_several_clients_one_after_the_other_share_a_connection(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok"); var proxy = proxy(transport, http(endpoint.address()))) {
            for (int i = 0; i < 5; i++) {
                try (var client = HttpPeer.connectTo(proxy.web().address())) {
                    client.get("/").receive();
                }
            }
            assertThat(endpoint.connections()).isEqualTo(1);
        }
    }

    @OnEachTransport
    void requests_at_the_same_time_never_share_a_connection(Transport transport) {
        var gate = new CompletableFuture<Void>();
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.ok("ok").after(gate));
                var proxy = proxy(transport, http(endpoint.address()));
                var first = HttpPeer.connectTo(proxy.web().address());
                var second = HttpPeer.connectTo(proxy.web().address())) {
            first.get("/1");
            second.get("/2");
            endpoint.awaitRequests(2);
            assertThat(endpoint.connections()).isEqualTo(2);
            gate.complete(null);
            first.receive();
            second.receive();
        }
    }

    @OnEachTransport
    void the_connection_that_was_used_last_is_used_first(Transport transport) {
        var one = new CompletableFuture<Void>();
        var two = new CompletableFuture<Void>();
        try (var endpoint = HttpEndpoint.that(request -> HttpAnswer.ok("ok")
                .after(request.target().equals("/1") ? one
                        : request.target().equals("/2") ? two
                                : CompletableFuture.completedFuture(null)));
                var proxy = proxy(transport, http(endpoint.address()));
                var first = HttpPeer.connectTo(proxy.web().address());
                var second = HttpPeer.connectTo(proxy.web().address())) {
            first.get("/1");
            endpoint.awaitRequests(1);
            second.get("/2");
            endpoint.awaitRequests(2);
            two.complete(null);
            second.receive();
            one.complete(null);
            first.receive();

            second.get("/3").receive();

            assertThat(endpoint.last().connection()).isEqualTo(endpoint.requests().get(0).connection());
        }
    }

    @OnEachTransport
    void an_idle_connection_that_the_endpoint_finishes_is_removed(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = proxy(transport, http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/1");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send(OK);
                client.receive();
                server.finish().assertFinished();
            }

            client.post("/2", "not repeatable");
            try (var server = HttpPeer.of(endpoint.accept())) {
                assertThat(server.receiveRequest().target()).isEqualTo("/2");
                server.send(OK);
                assertThat(client.receive().status()).isEqualTo(200);
            }
        }
    }

    @OnEachTransport
    void an_idle_connection_that_the_endpoint_resets_is_removed(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = proxy(transport, http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/1");
            var server = HttpPeer.of(endpoint.accept());
            server.receiveRequest();
            server.send(OK);
            client.receive();
            server.peer().reset();
            await().until(() -> proxy.openChannels() == 1);

            client.get("/2");
            try (var another = HttpPeer.of(endpoint.accept())) {
                another.receiveRequest();
                another.send(OK);
                assertThat(client.receive().status()).isEqualTo(200);
            }
        }
    }

    @OnEachTransport
    @Tag("invariant-4")
    void a_stray_byte_on_an_idle_connection_removes_it(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = proxy(transport, http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/1");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send(OK);
                client.receive();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled");
                server.awaitEnd();
            }
            await().until(() -> proxy.web().errors().total(ErrorCode.UNEXPECTED_BYTES) == 1);

            client.get("/2");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send(OK);
                assertThat(client.receive().text()).isEqualTo("ok");
            }
        }
    }

    @OnEachTransport
    @Tag("invariant-4")
    void a_connection_whose_endpoint_said_close_is_not_used_again(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(
                HttpAnswer.of("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));
                var proxy = proxy(transport, http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/1").receive();
            client.get("/2").receive();

            assertThat(endpoint.connections()).isEqualTo(2);
            endpoint.awaitOpen(0);
        }
    }

    @OnEachTransport
    @Tag("invariant-4")
    void a_connection_whose_answer_the_client_left_is_not_used_again(Transport transport) {
        try (var endpoint = TestEndpoint.byHand(); var proxy = proxy(transport, http(endpoint.address()))) {
            var leaving = HttpPeer.connectTo(proxy.web().address());
            leaving.get("/1");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok");
                leaving.receiveHead();
                leaving.peer().reset();
                server.awaitEnd();
            }
            try (var client = HttpPeer.connectTo(proxy.web().address())) {
                client.get("/2");
                try (var server = HttpPeer.of(endpoint.accept())) {
                    server.receiveRequest();
                    server.send(OK);
                    assertThat(client.receive().text()).isEqualTo("ok");
                }
            }
        }
    }

    @OnEachTransport
    void no_more_connections_wait_than_max_idle_says(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(transport, http(app -> app.endpoints(endpoint.address()).pool(1, Duration.ZERO, 0),
                        web -> web.backend("app")))) {
            twoAtOnce(endpoint, proxy);
            endpoint.awaitOpen(1);
        }
    }

    @OnEachTransport
    void no_connection_waits_when_max_idle_is_0(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(transport, http(app -> app.endpoints(endpoint.address()).pool(0, Duration.ZERO, 0),
                        web -> web.backend("app")))) {
            twoAtOnce(endpoint, proxy);
            endpoint.awaitOpen(0);
        }
    }

    private static void twoAtOnce(HttpEndpoint endpoint, ProxyFixture proxy) {
        var gate = new CompletableFuture<Void>();
        endpoint.script(request -> HttpAnswer.ok("ok").after(gate));
        try (var first = HttpPeer.connectTo(proxy.web().address()); var second = HttpPeer.connectTo(proxy.web().address())) {
            first.get("/1");
            second.get("/2");
            endpoint.awaitRequests(2);
            gate.complete(null);
            first.receive();
            second.receive();
        }
    }

    @OnEachTransport
    void a_connection_carries_no_more_requests_than_max_requests_says(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(transport, http(app -> app.endpoints(endpoint.address()).pool(8, Duration.ZERO, 2),
                        web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            for (int i = 0; i < 4; i++) {
                client.get("/").receive();
            }
            assertThat(endpoint.connections()).isEqualTo(2);
            endpoint.awaitOpen(0);
        }
    }

    @Test
    void a_connection_older_than_max_age_is_not_used_again() {
        Duration age = Duration.ofMillis(200);
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(Transport.NIO, http(app -> app.endpoints(endpoint.address()).pool(8, age, 0),
                        web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/1").receive();
            Waiting.until(age.multipliedBy(2));
            client.get("/2").receive();

            assertThat(endpoint.connections()).isEqualTo(2);
        }
    }

    @OnEachTransport
    void an_idle_connection_is_closed_in_time(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(transport,
                        http(app -> app.endpoints(endpoint.address()).idleTimeout(Duration.ofMillis(200)),
                                web -> web.backend("app")));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/").receive();
            endpoint.awaitOpen(0);
        }
    }

    @Test
    @Tag("invariant-8")
    void a_request_that_cannot_be_repeated_takes_no_connection_that_was_idle_for_a_second() {
        Duration tooLong = Duration.ofMillis(1200);
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(Transport.NIO, http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            // Again, where a busy machine let a second pass between the two.
            await().untilAsserted(() -> {
                client.get("/").receive();
                int before = endpoint.connections();
                client.post("/", "at once").receive();
                assertThat(endpoint.connections()).as("at once").isEqualTo(before);
            });
            int connections = endpoint.connections();
            Waiting.until(tooLong);
            client.get("/").receive();
            assertThat(endpoint.connections()).as("a GET may").isEqualTo(connections);
            Waiting.until(tooLong);
            client.post("/", "late").receive();

            assertThat(endpoint.connections()).isEqualTo(connections + 1);
        }
    }

    @OnEachTransport
    void idle_connections_of_an_endpoint_that_left_are_closed(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var other = HttpEndpoint.answering("other");
                var proxy = proxy(transport, http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/").receive();
            proxy.apply(http(app -> app.endpoint("b", other.address()), web -> web.backend("app")));

            endpoint.awaitOpen(0);
        }
    }
}
