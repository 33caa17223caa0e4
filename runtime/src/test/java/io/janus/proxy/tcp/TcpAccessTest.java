package io.janus.proxy.tcp;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.AccessNote;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Policies;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.TestEndpoint;

/** One note for each session, at its end. */
class TcpAccessTest {

    @OnEachTransport
    void a_session_is_noted_with_its_bytes_both_ways(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()).logged());
                var client = proxy.connect()) {
            client.send("hello").receive(5);
            proxy.awaitNotes(0);
            client.finish();
            client.awaitEnd();

            AccessNote note = proxy.awaitNote();
            assertThat(note).isEqualTo(new AccessNote("web", false, note.peer(), note.peer(), null, "app", "a", 1, null, null,
                    null, null, null, null, 0, 5, 5, -1, note.durationNanos(), "complete"));
            assertThat(note.peer()).isEqualTo(client.socket().getLocalSocketAddress());
            assertThat(note.durationNanos()).isPositive();
        }
    }

    @OnEachTransport
    void a_session_that_reached_no_endpoint_is_noted_with_the_last_it_tried(Transport transport) {
        try (var first = DeadAddress.refusing();
                var second = DeadAddress.refusing();
                var proxy = ProxyFixture.on(transport).serving(
                        web(app -> app.policy(Policies.IN_ORDER).endpoints(first.address(), second.address())).logged());
                var client = proxy.connect()) {
            client.awaitEnd();

            AccessNote note = proxy.awaitNote();
            assertThat(note.endpoint()).isEqualTo("b");
            assertThat(note.attempts()).isEqualTo(2);
            assertThat(note.end()).isEqualTo("connect_failure");
        }
    }

    @OnEachTransport
    void a_session_that_the_client_resets_is_client_reset(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()).logged());
                var client = proxy.connect()) {
            client.send("hello").receive(5);
            client.reset();

            assertThat(proxy.awaitNote().end()).isEqualTo("client_reset");
        }
    }

    @OnEachTransport
    void sessions_under_way_are_noted_when_all_ends(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()).logged());
                var client = proxy.connect()) {
            client.send("hello").receive(5);
            proxy.proxy().close();

            assertThat(proxy.awaitNote().end()).isEqualTo(SessionEnd.SHUTDOWN.label());
        }
    }

    @OnEachTransport
    void a_session_of_a_listener_without_a_log_is_not_noted(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(web(endpoint.address()));
                var client = proxy.connect()) {
            client.send("hello").receive(5);
            client.finish();
            proxy.awaitSessions(0);

            proxy.awaitNotes(0);
        }
    }
}
