package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer.End;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** A connection becomes a tunnel once its endpoint agreed, and never before. */
@Tag("invariant-5")
class UpgradeTest {

    private static final String ASK = "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    private static final String AGREE = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    @OnEachTransport
    void bytes_go_both_ways_after_a_101(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.of(AGREE).thenTunnel((in, out) -> in.transferTo(out)));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            var response = client.send(ASK).receive();
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.head().value("Upgrade")).isEqualTo("echo");
            assertThat(response.head().lists("Connection", "upgrade")).isTrue();

            client.send("not HTTP\0at all");
            assertThat(client.receiveText(15)).isEqualTo("not HTTP\0at all");
            client.finish().assertFinished();
        }
    }

    @OnEachTransport
    void what_looks_like_http_in_a_tunnel_is_bytes(Transport transport) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.of(AGREE).thenTunnel((in, out) -> in.transferTo(out)));
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(ASK).receive();
            String text = "GET  bad HTTP/9\r\nContent-Length: x\r\n\r\n";
            client.send(text);
            assertThat(client.receiveText(text.length())).isEqualTo(text);
        }
    }

    @OnEachTransport
    void bytes_after_the_request_wait_for_the_101(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(ASK + "early");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                Waiting.assertStays(() -> !server.hasReceivedSomething());
                server.send(AGREE);
                assertThat(server.receiveText(5)).isEqualTo("early");
                assertThat(client.receive().status()).isEqualTo(101);
            }
        }
    }

    @OnEachTransport
    void bytes_behind_the_101_arrive_behind_it(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(ASK);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send(AGREE + "hello");
                assertThat(client.receive().status()).isEqualTo(101);
                assertThat(client.receiveText(5)).isEqualTo("hello");
            }
        }
    }

    @OnEachTransport
    void a_refused_upgrade_stays_http_and_what_follows_is_a_request(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("no");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(ASK).get("/after");
            assertThat(client.receive().text()).isEqualTo("no");
            assertThat(client.receive().text()).isEqualTo("no");
            assertThat(endpoint.targets()).containsExactly("/chat", "/after");
        }
    }

    @OnEachTransport
    void a_refused_upgrade_makes_no_way_for_what_is_no_request(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("no");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(ASK + "\0\1\2 no request\r\n\r\n");
            assertThat(client.receive().text()).isEqualTo("no");
            assertThat(client.receive().error()).isEqualTo("bad_request_line");
            assertThat(endpoint.heads()).hasSize(1);
        }
    }

    @OnEachTransport
    void a_101_that_nobody_asked_for_is_502_and_no_tunnel(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send(AGREE);
                assertThat(client.receive().error()).isEqualTo("bad_response");
                server.awaitEnd();
            }
        }
    }

    @OnEachTransport
    void a_client_may_finish_its_half_of_a_tunnel(Transport transport) {
        try (var tunnel = Tunnel.open(transport)) {
            tunnel.client.send("last").finish();
            assertThat(tunnel.server.receiveText(4)).isEqualTo("last");
            tunnel.server.assertFinished();

            tunnel.server.send("answer").finish();
            assertThat(tunnel.client.receiveText(6)).isEqualTo("answer");
            tunnel.client.assertFinished();
        }
    }

    @OnEachTransport
    void a_client_that_finished_before_the_101_has_finished_its_half_of_the_tunnel(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(ASK);
            client.peer().finish();
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                server.send(AGREE);

                assertThat(server.peer().awaitEnd()).isEqualTo(End.FINISHED);
                server.send("bye");
                server.peer().finish();
                assertThat(client.peer().receiveAllText()).endsWith("\r\n\r\nbye");
            }
        }
    }

    @OnEachTransport
    void an_endpoint_may_finish_its_half_of_a_tunnel(Transport transport) {
        try (var tunnel = Tunnel.open(transport)) {
            tunnel.server.send("last").finish();
            assertThat(tunnel.client.receiveText(4)).isEqualTo("last");
            tunnel.client.assertFinished();

            tunnel.client.send("answer").finish();
            assertThat(tunnel.server.receiveText(6)).isEqualTo("answer");
            tunnel.server.assertFinished();
        }
    }

    @OnEachTransport
    void a_reset_passes_through_a_tunnel(Transport transport) {
        try (var tunnel = Tunnel.open(transport)) {
            tunnel.client.peer().reset();
            assertThat(tunnel.server.awaitEnd()).isEqualTo(End.RESET);
        }
        try (var tunnel = Tunnel.open(transport)) {
            tunnel.server.peer().reset();
            assertThat(tunnel.client.awaitEnd()).isEqualTo(End.RESET);
        }
    }

    /** Both ends of one. */
    private record Tunnel(TestEndpoint endpoint, ProxyFixture proxy, HttpPeer client, HttpPeer server)
            implements
                AutoCloseable {

        static Tunnel open(Transport transport) {
            var endpoint = TestEndpoint.byHand();
            var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
            var client = HttpPeer.connectTo(proxy.web().address());
            client.send(ASK);
            var server = HttpPeer.of(endpoint.accept());
            server.receiveRequest();
            server.send(AGREE);
            assertThat(client.receive().status()).isEqualTo(101);
            return new Tunnel(endpoint, proxy, client, server);
        }

        @Override
        public void close() {
            client.close();
            server.close();
            proxy.close();
            endpoint.close();
        }
    }
}
