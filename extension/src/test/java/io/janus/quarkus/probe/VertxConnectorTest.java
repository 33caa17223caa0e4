package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProbeSpec.Tcp;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Vertx;

class VertxConnectorTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** With a timeout that no probe of these reaches, however busy the machine is. */
    private static final ProbeSpec TCP = TestProbes.of(new Tcp(), Duration.ofSeconds(20));

    private final Vertx vertx = Vertx.vertx();
    private final VertxConnector connector = new VertxConnector(vertx);

    @AfterEach
    void close() {
        connector.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Optional<String> probe(InetSocketAddress address) {
        return connector.probe(address, new HostPort("127.0.0.1", address.getPort()), TCP).outcome().toCompletableFuture()
                .join().failure();
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
            assertThat(probe(address)).isEmpty();
            connector.retain(Set.of());

            assertThat(connector.clients()).isZero();
            assertThat(probe(address)).isEmpty();
            assertThat(connector.clients()).isOne();
        }
    }

    @Test
    void a_probe_that_began_is_over_once_it_ended() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 20; i++) {
                probe((InetSocketAddress) server.getLocalSocketAddress());
            }

            await().until(() -> connector.underWay() == 0);
        }
    }

    @Test
    void a_probe_after_the_end_of_vertx_is_no_surprise() {
        vertx.close().toCompletionStage().toCompletableFuture().join();

        assertThat(probe(new InetSocketAddress("127.0.0.1", 1))).isPresent();
    }

    @Test
    void reasons_are_in_plain_words() {
        assertThat(FailureText.of(new ConnectTimeoutException("connection timed out: /10.0.0.1:5432"), SECOND))
                .isEqualTo("no connection within 1s");
        assertThat(FailureText.of(new NoRouteToHostException("No route to host"), SECOND)).isEqualTo("no route to host");
        assertThat(FailureText.of(new ConnectException("Network is unreachable"), SECOND)).isEqualTo("Network is unreachable");
        assertThat(FailureText.of(new SocketException("Connection reset"), SECOND)).isEqualTo("reset the connection");
        assertThat(FailureText.of(new IOException("Broken pipe"), SECOND)).isEqualTo("reset the connection");
    }
}
