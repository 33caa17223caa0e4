package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;

import io.janus.proxy.io.Transport;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;

/** After an answer that closes with input unread, input is read away for a while, so that no reset eats the answer. */
class LingeringCloseTest {

    private static final String BAD = "GET  / HTTP/1.1\r\nHost: a\r\n\r\n";

    /** Bytes of a client's receive buffer: most of an answer waits in the proxy's kernel. */
    private static final int SMALL = 4096;

    @OnEachTransport
    void a_client_that_goes_on_sending_reads_the_answer_and_a_finish(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(BAD + "x".repeat(200_000));

            assertThat(client.receive().status()).isEqualTo(400);
            client.assertFinished();
        }
    }

    @OnEachTransport
    void bytes_that_come_after_the_answer_are_read_away_too(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(BAD);
            await().until(client::hasReceivedSomething);
            client.send("x".repeat(100_000));

            assertThat(client.receive().status()).isEqualTo(400);
            client.assertFinished();
        }
    }

    /** An empty line behind a request is what some clients have always sent. */
    @OnEachTransport
    void an_empty_line_behind_a_request_that_closes_does_not_cut_a_large_answer(Transport transport) {
        String body = "x".repeat(32 * 1024);
        try (var endpoint = HttpEndpoint.answering(body);
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.of(Peer.connectTo(proxy.web().address(), SMALL))) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            await().until(() -> proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS) > body.length());
            client.send("\r\n");

            assertThat(client.receive().text()).isEqualTo(body);
            client.assertFinished();
        }
    }

    @OnEachTransport
    void a_client_that_never_closes_is_not_waited_for(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(BAD).receive();
            // The design says 2 s; the rest is for a tick and a busy machine.
            await().atMost(Duration.ofSeconds(5)).until(() -> proxy.openChannels() == 0);
        }
    }

    @OnEachTransport
    void a_client_that_never_stops_sending_is_cut(Transport transport) {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(http(endpoint.address()));
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send(BAD);
            String piece = "x".repeat(16 * 1024);
            await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(1)).until(() -> {
                try {
                    client.send(piece);
                    return false;
                } catch (UncheckedIOException e) {
                    return true;
                }
            });
            await().until(() -> proxy.openChannels() == 0);
        }
    }
}
