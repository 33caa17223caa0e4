package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.Peer.End;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** A session on which nothing moves ends: not before its time, and soon after. */
class TcpTimeoutTest {

    /** Several ticks long, and longer than a busy machine holds up a test that must accept and send within it. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** 100 ms is the promise; the rest is for a machine that is busy with other tests. */
    private static final Duration LATEST = IDLE.plusSeconds(3);

    @OnEachTransport
    void an_idle_session_is_reset_on_both_sides_once_its_time_is_over(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport)
                        .serving(web(app -> app.endpoints(endpoint.address()).idleTimeout(IDLE)));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);
            assertThat(server.awaitEnd()).isEqualTo(End.RESET);
            proxy.awaitEnds(SessionEnd.IDLE_TIMEOUT, 1);
        }
    }

    @OnEachTransport
    void an_idle_session_ends_neither_too_early_nor_too_late(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport)
                        .serving(web(app -> app.endpoints(endpoint.address()).idleTimeout(IDLE)))) {
            // Several, since each meets the tick at another moment.
            for (int i = 0; i < 3; i++) {
                try (var client = proxy.connect(); var server = endpoint.accept()) {
                    long lastByte = System.nanoTime();
                    client.send("x");
                    assertThat(server.receive(1)).isEqualTo("x");
                    server.awaitEnd();
                    assertThat(Duration.ofNanos(System.nanoTime() - lastByte)).isBetween(IDLE, LATEST);
                }
            }
        }
    }

    @OnEachTransport
    void bytes_in_one_direction_keep_a_session_alive(Transport transport) {
        Duration idle = IDLE.multipliedBy(2);
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport)
                        .serving(web(app -> app.endpoints(endpoint.address()).idleTimeout(idle)));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            long end = System.nanoTime() + idle.plusMillis(500).toNanos();
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                server.send("x");
                return System.nanoTime() > end;
            });
            server.finish();

            assertThat(client.receiveAllText()).matches("x+");
        }
    }

    @OnEachTransport
    void a_half_closed_session_may_be_idle_no_longer_than_another(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport)
                        .serving(web(app -> app.endpoints(endpoint.address()).idleTimeout(IDLE)));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            client.finish();
            assertThat(server.receiveAll()).isEmpty();

            assertThat(client.awaitEnd()).isEqualTo(Peer.End.RESET);
            proxy.awaitEnds(SessionEnd.IDLE_TIMEOUT, 1);
        }
    }
}
