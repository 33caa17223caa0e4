package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Vertx;

class VertxConnectorTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final VertxConnector connector = new VertxConnector(vertx);

    @AfterEach
    void close() {
        connector.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Optional<String> probe(InetSocketAddress address) {
        return connector.probe(address, SECOND).toCompletableFuture().join();
    }

    @Test
    void a_connection_that_opens_is_closed_at_once_and_counts_as_success() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Optional<String> failure = probe((InetSocketAddress) server.getLocalSocketAddress());

            assertThat(failure).isEmpty();
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout(5000);
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void a_closed_port_is_a_refused_connection() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }

        assertThat(probe(closed)).contains("connection refused");
    }

    @Test
    void a_timeout_that_is_let_go_of_can_be_asked_for_again() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            var underWay = connector.probe(address, SECOND).toCompletableFuture();
            connector.retain(Set.of());

            assertThat(underWay.join()).isEmpty();
            assertThat(connector.clients()).isZero();
            assertThat(probe(address)).isEmpty();
            assertThat(connector.clients()).isOne();
        }
    }

    @Test
    void reasons_are_in_plain_words() {
        assertThat(VertxConnector.reason(new ConnectTimeoutException("connection timed out: /10.0.0.1:5432"), SECOND))
                .isEqualTo("no connection within 1s");
        assertThat(VertxConnector.reason(new NoRouteToHostException("No route to host"), SECOND)).isEqualTo("no route to host");
        assertThat(VertxConnector.reason(new ConnectException("Network is unreachable"), SECOND))
                .isEqualTo("Network is unreachable");
    }
}
