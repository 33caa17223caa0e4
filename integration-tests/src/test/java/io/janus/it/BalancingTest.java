package io.janus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** TCP, and what it shares with HTTP: the file, the numbers, the health of endpoints. */
@QuarkusTest
@QuarkusTestResource(value = ThreeEndpoints.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // the test resource sets the fields
class BalancingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    List<GreetingEndpoint> endpoints;
    List<WebEndpoint> webEndpoints;
    JanusFile file;

    @BeforeEach
    void everything_is_up() {
        await().atMost(SOON).untilAsserted(() -> assertThat(Observed.health()).containsEntry("backend.spread", "3 of 3 up"));
    }

    @AfterEach
    void the_file_is_what_it_was() throws IOException {
        file.write(JanusFile.yaml(endpoints, webEndpoints));
        await().atMost(SOON).untilAsserted(() -> assertThat(Observed.health())
                .doesNotContainKey("config.refused").doesNotContainKey("listener.more"));
    }

    @Test
    void a_balancer_of_the_application_itself_decides() throws IOException {
        int port = Observed.port("first");
        for (int i = 0; i < 6; i++) {
            assertThat(Client.greetingFrom(port)).isEqualTo("a");
        }
    }

    @Test
    void round_robin_gives_every_endpoint_its_share() throws IOException {
        int port = Observed.port("spread");
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            answers.merge(Client.greetingFrom(port), 1, Integer::sum);
        }
        // Each event loop goes round on its own, so the shares are even up to one for each loop.
        int loops = Runtime.getRuntime().availableProcessors();
        assertThat(answers.keySet()).containsExactly("a", "b", "c");
        assertThat(answers.values()).allSatisfy(count -> assertThat(count).isBetween(20 - loops, 20 + loops));
    }

    @Test
    void metrics_count_sessions_attempts_and_bytes() throws IOException {
        double sessions = Observed.metric("janus_sessions_total", "listener=\"first\"", "end=\"completed\"");
        double attempts = Observed.metric("janus_attempts_total", "backend=\"first\"", "endpoint=\"a\"", "outcome=\"success\"");
        double bytes = Observed.metric("janus_bytes_total", "listener=\"first\"");
        try (Client client = Client.connect(Observed.port("first"))) {
            assertThat(client.say("hello")).isEqualTo("hello");
            await().atMost(SOON).untilAsserted(() -> assertThat(
                    Observed.metric("janus_connections", "listener=\"first\"")).isEqualTo(1));
        }
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Observed.metric("janus_sessions_total", "listener=\"first\"", "end=\"completed\""))
                    .isEqualTo(sessions + 1);
            assertThat(Observed.metric("janus_attempts_total", "backend=\"first\"", "endpoint=\"a\"", "outcome=\"success\""))
                    .isEqualTo(attempts + 1);
            assertThat(Observed.metric("janus_bytes_total", "listener=\"first\"")).isEqualTo(bytes + "a\n".length() + 12);
            assertThat(Observed.metric("janus_in_flight", "backend=\"first\"")).isZero();
        });
    }

    @Test
    void a_dead_endpoint_is_told_and_gets_no_session_until_it_is_back() throws IOException {
        GreetingEndpoint dying = endpoints.get(1);
        int port = Observed.port("spread");
        dying.stop();
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(Observed.health())
                    .containsEntry("backend.spread", "2 of 3 up")
                    .hasEntrySatisfying("endpoint.spread/b", state -> assertThat(state.toString()).startsWith("down: ")));
            await().atMost(SOON).untilAsserted(() -> assertThat(
                    Observed.metric("janus_endpoint_up", "backend=\"spread\"", "endpoint=\"b\"")).isZero());
            for (int i = 0; i < 12; i++) {
                assertThat(Client.greetingFrom(port)).isIn("a", "c");
            }
        } finally {
            dying.startAgain();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(Client.greetingFrom(port)).isEqualTo("b"));
        assertThat(Observed.health()).containsEntry("endpoint.spread/b", "up");
    }

    @Test
    void a_saved_file_is_put_in_force_while_sessions_go_on() throws IOException {
        int port = Observed.port("spread");
        double applied = Observed.metric("janus_reloads_total", "result=\"applied\"");
        try (Client before = Client.connect(port)) {
            file.write(JanusFile.yaml(endpoints, webEndpoints).replace("  listeners:\n",
                    "  listeners:\n    more: { bind: \"127.0.0.1:0\", protocol: tcp, backend: first }\n"));
            await().atMost(SOON).untilAsserted(() -> assertThat(Observed.health()).containsKey("listener.more"));
            assertThat(Client.greetingFrom(Observed.port("more"))).isEqualTo("a");
            assertThat(Observed.port("spread")).isEqualTo(port);
            assertThat(before.say("still here")).isEqualTo("still here");
            await().atMost(SOON).untilAsserted(() -> assertThat(
                    Observed.metric("janus_reloads_total", "result=\"applied\"")).isGreaterThan(applied));
        }
    }

    @Test
    void a_bad_file_changes_nothing_and_says_why() throws IOException {
        int port = Observed.port("spread");
        Object version = Observed.health().get("config.version");
        file.write(JanusFile.yaml(endpoints, webEndpoints).replace("type: round-robin", "type: round-robbin"));
        await().atMost(SOON).untilAsserted(() -> assertThat(Observed.health())
                .hasEntrySatisfying("config.refused", why -> assertThat(why.toString())
                        .contains("backends.spread.balancer.type", "round-robbin", "round-robin"))
                .containsEntry("config.version", version));
        assertThat(Client.greetingFrom(port)).isIn("a", "b", "c");
        await().atMost(SOON).untilAsserted(() -> assertThat(
                Observed.metric("janus_reloads_total", "result=\"refused\"")).isPositive());
    }
}
