package io.janus.proxy.listen;

import static io.janus.proxy.testing.SpecDraft.anyPort;
import static io.janus.proxy.testing.SpecDraft.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;

import io.janus.proxy.io.Transport;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** {@code max-connections} counts over all loops; one more is accepted and closed at once. */
class MaxConnectionsTest {

    /** More than a few, so that both loops have some of them. */
    private static final int LIMIT = 20;

    @OnEachTransport
    void one_more_than_allowed_is_closed_at_once_and_counted(Transport transport) {
        List<Peer> clients = new ArrayList<>();
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(limited(endpoint, LIMIT))) {
            for (int i = 0; i < LIMIT; i++) {
                clients.add(proxy.connect());
            }
            proxy.awaitSessions(LIMIT);

            for (int i = 0; i < 5; i++) {
                try (var excess = proxy.connect()) {
                    excess.awaitEnd();
                }
            }

            assertThat(proxy.web().errors().total(ErrorCode.CONNECTION_LIMIT)).isEqualTo(5);
            assertThat(proxy.events()).hasSize(5).allMatch(event -> event.code() == ErrorCode.CONNECTION_LIMIT);
            assertThat(proxy.web().connections()).isEqualTo(LIMIT);
            assertThat(clients).allSatisfy(client -> assertThat(client.send("hello").receive(5)).isEqualTo("hello"));
            await().until(() -> endpoint.accepted() == LIMIT);
        } finally {
            clients.forEach(Peer::close);
        }
    }

    @OnEachTransport
    void a_connection_that_ends_gives_its_place_back(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(limited(endpoint, 1))) {
            for (int i = 0; i < 3; i++) {
                try (var client = proxy.connect()) {
                    assertThat(client.send("hello").receive(5)).isEqualTo("hello");
                }
                proxy.awaitSessions(0);
            }
            assertThat(proxy.web().errors().total(ErrorCode.CONNECTION_LIMIT)).isZero();
        }
    }

    @OnEachTransport
    void a_changed_limit_holds_for_new_connections_and_ends_no_old_one(Transport transport) {
        try (var endpoint = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).serving(limited(endpoint, 2));
                var one = proxy.connect();
                var other = proxy.connect()) {
            proxy.awaitSessions(2);
            proxy.apply(limited(endpoint, 1));

            try (var excess = proxy.connect()) {
                excess.awaitEnd();
            }
            assertThat(one.send("hello").receive(5)).isEqualTo("hello");
            assertThat(other.send("hello").receive(5)).isEqualTo("hello");

            proxy.apply(limited(endpoint, 3));
            try (var third = proxy.connect()) {
                assertThat(third.send("hello").receive(5)).isEqualTo("hello");
            }
        }
    }

    private static SpecDraft limited(TestEndpoint endpoint, int limit) {
        return spec().backend("app", app -> app.endpoints(endpoint.address())).listener("web", anyPort(), "app", limit);
    }
}
