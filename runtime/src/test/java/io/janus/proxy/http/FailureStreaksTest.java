package io.janus.proxy.http;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.balancer.Outcome;
import io.janus.proxy.io.Transport;
import io.janus.proxy.testing.BackendDraft;
import io.janus.proxy.testing.DeadAddress;
import io.janus.proxy.testing.HttpAnswer;
import io.janus.proxy.testing.HttpAnswer.Then;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** What counts as one more failure of an endpoint in a row, and what ends the row. */
class FailureStreaksTest {

    private static final HttpAnswer ERROR = HttpAnswer.status(503, "busy");

    private static ProxyFixture proxy(UnaryOperator<BackendDraft> app) {
        SpecDraft spec = http(backend -> app.apply(backend).maxAttempts(1), web -> web.backend("app"));
        return ProxyFixture.on(Transport.best()).loops(1).serving(spec);
    }

    private static ProxyFixture proxy(InetSocketAddress endpoint) {
        return proxy(app -> app.endpoints(endpoint));
    }

    private static int streak(ProxyFixture proxy) {
        return proxy.endpoint("a").failures().count();
    }

    private static void awaitStreak(ProxyFixture proxy, int failures) {
        await().untilAsserted(() -> assertThat(streak(proxy)).isEqualTo(failures));
    }

    private static int get(ProxyFixture proxy) {
        try (var client = HttpPeer.connectTo(proxy.web().address())) {
            return client.get("/").receive().status();
        }
    }

    @Test
    void each_server_error_is_one_more() {
        try (var endpoint = HttpEndpoint.answering(ERROR); var proxy = proxy(endpoint.address())) {
            get(proxy);
            get(proxy);

            awaitStreak(proxy, 2);
            assertThat(proxy.endpoint("a").failures().last()).isEqualTo(Outcome.FAILURE);
        }
    }

    @Test
    void an_answer_that_is_none_of_the_endpoints_faults_ends_the_row() {
        try (var endpoint = HttpEndpoint.answering(ERROR); var proxy = proxy(endpoint.address())) {
            get(proxy);
            awaitStreak(proxy, 1);

            endpoint.script(request -> HttpAnswer.status(404, "none"));

            assertThat(get(proxy)).isEqualTo(404);
            awaitStreak(proxy, 0);
        }
    }

    @Test
    void refused_connections_are_failures() {
        try (var dead = DeadAddress.refusing(); var proxy = proxy(dead.address())) {
            get(proxy);

            awaitStreak(proxy, 1);
            assertThat(proxy.endpoint("a").failures().last()).isEqualTo(Outcome.CONNECT_FAILURE);
        }
    }

    @Test
    void a_reset_before_the_answer_is_a_failure() {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.none(Then.RESET)); var proxy = proxy(endpoint.address())) {
            get(proxy);

            awaitStreak(proxy, 1);
        }
    }

    @Test
    void an_endpoint_that_has_tired_of_an_idle_connection_does_not_fail() {
        try (var endpoint = HttpEndpoint.answering("ok");
                var proxy = proxy(endpoint.address());
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().status()).isEqualTo(200);

            endpoint.script(request -> HttpAnswer.none(Then.RESET));
            assertThat(client.get("/").receive().status()).isEqualTo(502);

            assertThat(endpoint.connections()).as("it was used again").isOne();
            assertThat(streak(proxy)).isZero();
        }
    }

    @Test
    void an_answer_that_does_not_begin_in_time_is_a_failure() {
        try (var endpoint = HttpEndpoint.answering(HttpEndpoint.silence());
                var proxy = proxy(app -> app.endpoints(endpoint.address()).responseTimeout(Duration.ofMillis(50)))) {
            assertThat(get(proxy)).isEqualTo(504);

            awaitStreak(proxy, 1);
            assertThat(proxy.endpoint("a").failures().last()).isEqualTo(Outcome.TIMEOUT);
        }
    }

    @Test
    void an_endpoint_that_dies_inside_each_of_its_answers_fails_each_time() {
        HttpAnswer cut = HttpAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").thenReset();
        try (var endpoint = HttpEndpoint.answering(cut); var proxy = proxy(endpoint.address())) {
            for (int i = 1; i <= 3; i++) {
                try (var client = HttpPeer.connectTo(proxy.web().address())) {
                    assertThat(client.get("/").receive().body().isComplete()).isFalse();
                }
                awaitStreak(proxy, i);
            }
            assertThat(proxy.endpoint("a").attempts().total(Outcome.SUCCESS))
                    .as("the policy had been told of success already").isEqualTo(3);
        }
    }

    @Test
    void a_server_error_that_is_cut_is_one_failure() {
        HttpAnswer cut = HttpAnswer.of("HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\nabc").thenReset();
        try (var endpoint = HttpEndpoint.answering(cut);
                var proxy = proxy(endpoint.address());
                var client = HttpPeer.connectTo(proxy.web().address())) {
            assertThat(client.get("/").receive().body().isComplete()).isFalse();

            awaitStreak(proxy, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 501, 505 })
    void a_status_that_the_client_chooses_is_no_failure(int status) {
        try (var endpoint = HttpEndpoint.answering(HttpAnswer.status(status, "no")); var proxy = proxy(endpoint.address())) {
            assertThat(get(proxy)).isEqualTo(status);

            await().until(() -> proxy.endpoint("a").attempts().total(Outcome.FAILURE) == 1);
            assertThat(streak(proxy)).isZero();
        }
    }

    @Test
    void an_endpoint_that_gives_up_waiting_for_a_body_does_not_fail() {
        try (var endpoint = HttpEndpoint.early(request -> HttpAnswer.none(Then.RESET));
                var proxy = proxy(endpoint.address());
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");

            assertThat(client.receive().status()).isEqualTo(502);
            assertThat(streak(proxy)).isZero();
        }
    }

    @Test
    void an_endpoint_that_agrees_to_an_upgrade_before_the_body_does_not_fail() {
        HttpAnswer agreed = HttpAnswer.of("HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n");
        try (var endpoint = HttpEndpoint.early(request -> agreed);
                var proxy = proxy(endpoint.address());
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 1\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(502);
            assertThat(streak(proxy)).isZero();
        }
    }

    @Test
    void an_endpoint_that_gives_up_waiting_for_a_client_that_does_not_read_does_not_fail() {
        try (var endpoint = TestEndpoint.byHand();
                var proxy = proxy(endpoint.address());
                var client = HttpPeer.connectTo(proxy.web().address())) {
            client.get("/");
            try (var server = endpoint.accept()) {
                server.send("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n");
                assertThat(server.sendUntilStuck()).isPositive();
                server.reset();
            }

            assertThat(client.receive().body().isComplete()).isFalse();
            assertThat(streak(proxy)).isZero();
        }
    }

    @Test
    void a_client_that_has_enough_of_an_answer_ends_the_row() {
        try (var endpoint = HttpEndpoint.answering(ERROR); var proxy = proxy(endpoint.address())) {
            get(proxy);
            awaitStreak(proxy, 1);

            endpoint.script(request -> HttpAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc"));
            try (var client = HttpPeer.connectTo(proxy.web().address())) {
                client.get("/").receiveHead();
                client.peer().reset();
            }

            awaitStreak(proxy, 0);
        }
    }

    @Test
    void a_client_that_leaves_is_no_failure_of_the_endpoint() {
        try (var endpoint = HttpEndpoint.answering(HttpEndpoint.silence()); var proxy = proxy(endpoint.address())) {
            try (var client = HttpPeer.connectTo(proxy.web().address())) {
                client.get("/");
                endpoint.awaitRequests(1);
                client.peer().reset();
            }

            await().until(() -> proxy.endpoint("a").attempts().total(Outcome.CANCELLED) == 1);
            assertThat(streak(proxy)).isZero();
        }
    }

    @Test
    void nothing_is_counted_where_nothing_is_ever_ejected() {
        try (var endpoint = HttpEndpoint.answering(ERROR);
                var proxy = proxy(app -> app.endpoints(endpoint.address()).failuresToEject(0))) {
            get(proxy);

            await().until(() -> proxy.endpoint("a").attempts().total(Outcome.FAILURE) == 1);
            assertThat(streak(proxy)).isZero();
        }
    }

    @Test
    void as_many_as_the_backend_allows_leave_a_mark() {
        try (var endpoint = HttpEndpoint.answering(ERROR);
                var proxy = proxy(app -> app.endpoints(endpoint.address()).failuresToEject(2))) {
            get(proxy);
            awaitStreak(proxy, 1);
            assertThat(proxy.endpoint("a").failures().takeReached(2)).isFalse();

            get(proxy);
            awaitStreak(proxy, 2);
            assertThat(proxy.endpoint("a").failures().takeReached(2)).isTrue();
        }
    }
}
