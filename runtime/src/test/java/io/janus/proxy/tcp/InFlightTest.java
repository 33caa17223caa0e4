package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.janus.balancer.Outcome;
import io.janus.proxy.io.IoLoop;
import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.BackendDraft;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.RecordingPolicy;
import io.janus.proxy.testing.TestEndpoint;

/** Whatever way a session takes out, its attempts are in flight from pick to end, and observed once. */
@Tag("invariant-7")
class InFlightTest {

    /** Longer than a busy machine keeps the test from looking at the attempt in flight. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final RecordingPolicy policy = new RecordingPolicy();

    static Stream<Arguments> every_end_on_each_transport() {
        return Stream.of(SessionEnd.values())
                .flatMap(end -> OnEachTransport.Transports.all().map(transport -> Arguments.of(end, transport)));
    }

    @ParameterizedTest(name = "when a session ends by {0} on {1}")
    @MethodSource("every_end_on_each_transport")
    void an_attempt_is_in_flight_until_its_end_and_observed_once(SessionEnd end, Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var refusing = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).policy("recording", policy)
                        .serving(web(app -> configure(app, end, endpoint, refusing)));
                var client = proxy.connect()) {
            List<Outcome> expected = switch (end) {
                case CONNECT_FAILURE -> List.of(Outcome.CONNECT_FAILURE);
                case NO_ENDPOINT -> List.of();
                default -> {
                    try (var server = endpoint.accept()) {
                        await().until(() -> proxy.endpoint("a").attempts().total(Outcome.SUCCESS) == 1);
                        assertThat(proxy.endpoint("a").inFlight()).isEqualTo(1);
                        bringAbout(end, proxy, client, server);
                        proxy.awaitSessions(0);
                    }
                    yield List.of(Outcome.SUCCESS);
                }
            };

            proxy.awaitEnds(end, 1);
            assertThat(proxy.proxy().openConnections()).isZero();
            assertThat(proxy.endpoint("a").inFlight()).isZero();
            assertThat(policy.balancer().pickers()).flatMap(picker -> picker.outcomes()).isEqualTo(expected);
            assertThat(policy.balancer().pickers()).flatMap(picker -> picker.picked()).hasSameSizeAs(expected);
            for (Outcome outcome : Outcome.values()) {
                assertThat(proxy.endpoint("a").attempts().total(outcome)).as("%s", outcome)
                        .isEqualTo(expected.contains(outcome) ? 1 : 0);
            }
        }
    }

    private static BackendDraft configure(BackendDraft app, SessionEnd end, TestEndpoint endpoint, DeadAddress refusing) {
        app.policy("recording");
        return switch (end) {
            case CONNECT_FAILURE -> app.endpoints(refusing.address());
            case NO_ENDPOINT -> app.endpoint("a", endpoint.address(), 0);
            case IDLE_TIMEOUT -> app.endpoints(endpoint.address()).idleTimeout(IDLE);
            default -> app.endpoints(endpoint.address());
        };
    }

    private static void bringAbout(SessionEnd end, ProxyFixture proxy, Peer client, Peer server) {
        switch (end) {
            case COMPLETED -> {
                client.finish();
                server.finish();
            }
            case CLIENT_RESET -> client.reset();
            case ENDPOINT_RESET -> server.reset();
            case ENDPOINT_GONE, SHUTDOWN -> proxy.proxy().closeSessions(one -> one.id().equals("a"), end);
            case INTERNAL -> eachSession(proxy, session -> session.clientBroke(new IllegalStateException("a bug")));
            case NO_MEMORY -> eachSession(proxy, TcpSession::shed);
            case IDLE_TIMEOUT, CONNECT_FAILURE, NO_ENDPOINT -> {
                // Comes by itself.
            }
        }
    }

    private static void eachSession(ProxyFixture proxy, Consumer<TcpSession> what) {
        for (IoLoop loop : proxy.proxy().loops().all()) {
            loop.events().execute(() -> loop.forEachWatched(session -> what.accept((TcpSession) session)));
        }
    }

    @OnEachTransport
    void sessions_of_other_endpoints_go_on_when_those_of_one_are_closed(Transport transport) {
        try (var one = TestEndpoint.echoing();
                var other = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(one.address()).backend("other",
                        backend -> backend.endpoints(other.address())).listener("elsewhere", "other"));
                var closed = proxy.connect();
                var kept = Peer.connectTo(proxy.listener("elsewhere").address())) {
            proxy.awaitSessions(2);
            proxy.proxy().closeSessions(endpoint -> endpoint.backend().equals("app"), SessionEnd.ENDPOINT_GONE);

            assertThat(closed.awaitEnd()).isEqualTo(Peer.End.RESET);
            kept.send("still here");
            assertThat(kept.receive(10)).isEqualTo("still here");
            assertThat(proxy.proxy().openConnections()).isEqualTo(1);
        }
    }
}
