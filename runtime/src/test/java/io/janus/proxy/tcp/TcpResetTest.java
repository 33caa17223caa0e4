package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import io.janus.balancer.Outcome;
import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.Peer.End;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.RecordingPolicy;
import io.janus.proxy.testing.TestEndpoint;

/** A connection that was broken off looks broken off to the other side too, never finished. */
@Tag("invariant-3")
class TcpResetTest {

    private static final int SMALL_BUFFER = 4 * 1024;

    /** Longer than anything waits here: what goes on connecting does so until the test ends it. */
    private static final Duration WITHOUT_END = Duration.ofSeconds(30);

    @OnEachTransport
    void a_reset_of_the_client_reaches_the_endpoint(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            client.send("half a question");
            assertThat(server.receive(15)).isEqualTo("half a question");
            client.reset();

            assertThat(server.awaitEnd()).isEqualTo(End.RESET);
            proxy.awaitEnds(SessionEnd.CLIENT_RESET, 1);
        }
    }

    @OnEachTransport
    void a_reset_of_the_endpoint_reaches_the_client(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            server.send("half an answer");
            assertThat(client.receive(14)).isEqualTo("half an answer");
            server.reset();

            assertThat(client.awaitEnd()).isEqualTo(End.RESET);
            proxy.awaitEnds(SessionEnd.ENDPOINT_RESET, 1);
        }
    }

    @OnEachTransport
    void an_endpoint_that_resets_at_once_is_passed_on(Transport transport) {
        try (var endpoint = TestEndpoint.resetting();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            assertThat(client.awaitEnd()).isEqualTo(End.RESET);
            proxy.awaitSessions(0);
        }
    }

    @OnEachTransport
    void a_reset_after_one_side_finished_is_passed_on(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            client.finish();
            assertThat(server.receiveAll()).isEmpty();
            server.send("half an answer");
            assertThat(client.receive(14)).isEqualTo("half an answer");
            server.reset();

            assertThat(client.awaitEnd()).isEqualTo(End.RESET);
            proxy.awaitEnds(SessionEnd.ENDPOINT_RESET, 1);
        }
    }

    @OnEachTransport
    void a_reset_of_the_client_reaches_an_endpoint_that_reads_slowly(Transport transport) {
        try (var endpoint = TestEndpoint.byHand(SMALL_BUFFER);
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            client.sendUntilStuck();
            client.reset();

            assertThat(server.awaitEnd()).isEqualTo(End.RESET);
            proxy.awaitEnds(SessionEnd.CLIENT_RESET, 1);
        }
    }

    @OnEachTransport
    void a_reset_of_the_endpoint_reaches_a_client_that_reads_slowly(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = Peer.connectTo(proxy.web().address(), SMALL_BUFFER);
                var server = endpoint.accept()) {
            server.sendUntilStuck();
            server.reset();

            assertThat(client.awaitEnd()).isEqualTo(End.RESET);
            proxy.awaitEnds(SessionEnd.ENDPOINT_RESET, 1);
        }
    }

    /** NIO hears of it only once the other side reads again: a paused socket tells it nothing. */
    @Test
    @EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
    void epoll_notices_a_reset_while_nobody_reads() {
        try (var endpoint = TestEndpoint.byHand(SMALL_BUFFER);
                var proxy = ProxyFixture.on(Transport.EPOLL).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            client.sendUntilStuck();
            client.reset();

            proxy.awaitEnds(SessionEnd.CLIENT_RESET, 1);
            assertThat(server.awaitEnd()).isEqualTo(End.RESET);
        }
    }

    @Test
    @EnabledIf("io.netty.channel.epoll.Epoll#isAvailable")
    void epoll_notices_a_reset_while_connecting_and_cancels_the_attempt() {
        RecordingPolicy policy = new RecordingPolicy();
        try (var nobody = DeadAddress.silent();
                var proxy = ProxyFixture.on(Transport.EPOLL).policy("recording", policy)
                        .serving(web(app -> app.policy("recording").endpoints(nobody.address()).connectTimeout(WITHOUT_END)));
                var client = proxy.connect()) {
            await().until(() -> proxy.endpoint("a").inFlight() == 1);
            client.reset();

            proxy.awaitEnds(SessionEnd.CLIENT_RESET, 1);
            assertThat(policy.balancer().picker().outcomes()).containsExactly(Outcome.CANCELLED);
            assertThat(proxy.endpoint("a").inFlight()).isZero();
        }
    }

    /** The finish alone might be a half-close, so the attempt goes on. */
    @OnEachTransport
    void a_client_that_finished_while_connecting_still_gets_its_endpoint(Transport transport) {
        try (var nobody = DeadAddress.silent();
                var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(app -> app.endpoints(nobody.address(), endpoint.address())
                        .connectTimeout(Duration.ofMillis(200))));
                var client = proxy.connect()) {
            client.send("last words").finish();
            try (var server = endpoint.accept()) {
                assertThat(server.receiveAllText()).isEqualTo("last words");
            }
        }
    }
}
