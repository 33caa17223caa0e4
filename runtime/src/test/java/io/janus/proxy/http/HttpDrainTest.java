package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** A stop sends clients elsewhere first, and waits for nobody who waits for nothing. */
class HttpDrainTest {

    @OnEachTransport
    void answers_say_that_the_connection_closes_once_a_drain_began(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().announcesClose()).isFalse();
            proxy.proxy().beginDrain();

            var last = client.get("/").receive();
            assertThat(last.text()).isEqualTo("ok");
            assertThat(last.announcesClose()).isTrue();
            client.assertFinished();
        }
    }

    @OnEachTransport
    void an_idle_connection_closes_when_accepting_stops(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var idle = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(idle.get("/").receive().text()).isEqualTo("ok");
            proxy.proxy().stopAccepting();

            idle.assertFinished();
        }
    }

    @OnEachTransport
    void a_connection_that_becomes_idle_after_accepting_stopped_closes_too(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveRequest();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
                client.receiveHead();
                proxy.proxy().stopAccepting();
                server.send("cd");

                assertThat(client.rest()).hasContent("abcd");
                proxy.awaitSessions(0);
            }
        }
    }
}
