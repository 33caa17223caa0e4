package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/**
 * An endpoint may answer before it has the whole request; then both connections close, for nobody knows what is still on its
 * way.
 */
class EarlyAnswerTest {

    private static final String REFUSAL = "HTTP/1.1 413 No\r\nContent-Length: 2\r\n\r\nno";

    private static final String LONG_POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n";

    @OnEachTransport
    @Tag("invariant-4")
    void both_connections_close_after_an_early_answer(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(LONG_POST + "begin");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                server.send(REFUSAL);

                var response = client.receive();
                assertThat(response.status()).isEqualTo(413);
                assertThat(response.text()).isEqualTo("no");
                assertThat(response.announcesClose()).isTrue();
                client.assertFinished();
                server.peer().awaitEnd();
            }
        }
    }

    @OnEachTransport
    void a_client_that_sends_on_reads_the_early_answer(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(LONG_POST);
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                var sending = CompletableFuture.runAsync(() -> sendUntilRefused(client),
                        work -> new Thread(work, "sender").start());
                server.send(REFUSAL);

                assertThat(client.receive().text()).isEqualTo("no");
                sending.join();
            }
        }
    }

    /** No more than what lingering reads away, so that no reset can overtake the answer. */
    private static void sendUntilRefused(HttpPeer client) {
        try {
            for (int i = 0; i < 100; i++) {
                client.send("0123456789".repeat(100));
            }
        } catch (UncheckedIOException e) {
            // Nobody reads it any more.
        }
    }

    @OnEachTransport
    void an_answer_that_began_early_may_end_after_the_request(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
            try (var server = HttpPeer.of(endpoint.accept())) {
                server.receiveHead();
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                client.receiveHead();
                client.send("hello");
                assertThat(server.receiveText(5)).isEqualTo("hello");
                server.send("world");
                assertThat(client.receiveText(5)).isEqualTo("world");
            }
        }
    }
}
