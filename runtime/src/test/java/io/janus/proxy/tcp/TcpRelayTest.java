package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

import io.janus.proxy.io.Transport;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.Peer.End;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** What one side sends, the other receives; what one side finishes, the other sees finished. */
class TcpRelayTest {

    @OnEachTransport
    void bytes_go_there_and_back(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            client.send("hello");
            assertThat(client.receive(5)).isEqualTo("hello");
            client.send("again");
            assertThat(client.receive(5)).isEqualTo("again");
        }
    }

    @OnEachTransport
    void a_server_may_speak_first(Transport transport) {
        try (var endpoint = TestEndpoint.greeting("220 ready");
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            assertThat(client.receive(9)).isEqualTo("220 ready");
        }
    }

    @OnEachTransport
    void an_endpoint_goes_on_after_the_client_finished(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            client.send("question").finish();
            assertThat(server.receiveAllText()).isEqualTo("question");

            server.send("first half, ");
            assertThat(client.receive(12)).isEqualTo("first half, ");
            server.send("second half").finish();

            assertThat(client.receiveAllText()).isEqualTo("second half");
            proxy.awaitEnds(SessionEnd.COMPLETED, 1);
        }
    }

    @OnEachTransport
    void a_client_goes_on_after_the_endpoint_finished(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            server.send("bye").finish();
            assertThat(client.receiveAllText()).isEqualTo("bye");

            client.send("one, ");
            assertThat(server.receive(5)).isEqualTo("one, ");
            client.send("two").finish();

            assertThat(server.receiveAllText()).isEqualTo("two");
            proxy.awaitEnds(SessionEnd.COMPLETED, 1);
        }
    }

    @OnEachTransport
    void a_finish_sent_with_the_last_bytes_before_the_endpoint_accepted_is_not_lost(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            client.send("everything").finish();
            try (var server = endpoint.accept()) {
                assertThat(server.receiveAllText()).isEqualTo("everything");
                server.send("answer").finish();
            }
            assertThat(client.receiveAllText()).isEqualTo("answer");
            proxy.awaitEnds(SessionEnd.COMPLETED, 1);
        }
    }

    @OnEachTransport
    void a_connection_without_a_byte_completes(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            client.finish();

            assertThat(client.awaitEnd()).isEqualTo(End.FINISHED);
            proxy.awaitEnds(SessionEnd.COMPLETED, 1);
            assertThat(proxy.proxy().openConnections()).isZero();
        }
    }

    @OnEachTransport
    void many_small_writes_arrive_in_order(Transport transport) {
        StringBuilder sent = new StringBuilder();
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            for (int i = 0; i < 5_000; i++) {
                String small = i + ",";
                client.send(small);
                sent.append(small);
            }
            client.finish();

            assertThat(server.receiveAllText()).isEqualTo(sent.toString());
        }
    }

    @OnEachTransport
    void hundreds_of_sessions_run_at_once(Transport transport) {
        int sessions = 500;
        List<Peer> clients = new ArrayList<>();
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()))) {
            for (int i = 0; i < sessions; i++) {
                clients.add(proxy.connect());
            }
            proxy.awaitSessions(sessions);
            await().untilAsserted(() -> assertThat(proxy.endpoint("a").inFlight()).isEqualTo(sessions));
            for (int i = 0; i < sessions; i++) {
                clients.get(i).send(name(i));
            }
            for (int i = 0; i < sessions; i++) {
                assertThat(clients.get(i).receive(name(i).length())).isEqualTo(name(i));
                clients.get(i).finish();
            }
            proxy.awaitEnds(SessionEnd.COMPLETED, sessions);
            assertThat(proxy.endpoint("a").inFlight()).isZero();
            assertThat(proxy.web().traffic().total(Traffic.CONNECTIONS)).isEqualTo(sessions);
        } finally {
            clients.forEach(Peer::close);
        }
    }

    private static String name(int session) {
        return "session " + session;
    }

    @OnEachTransport
    void bytes_and_time_are_counted(Transport transport) {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect();
                var server = endpoint.accept()) {
            client.send("12345").finish();
            assertThat(server.receiveAll()).isEqualTo("12345".getBytes(UTF_8));
            server.send("123").finish();
            client.awaitEnd();
            proxy.awaitEnds(SessionEnd.COMPLETED, 1);

            assertThat(proxy.web().traffic().total(Traffic.BYTES_FROM_CLIENTS)).isEqualTo(5);
            assertThat(proxy.web().traffic().total(Traffic.BYTES_TO_CLIENTS)).isEqualTo(3);
            assertThat(proxy.web().sessionDuration().snapshot().count()).isEqualTo(1);
            assertThat(proxy.backend("app").connectLatency().snapshot().count()).isEqualTo(1);
        }
    }
}
