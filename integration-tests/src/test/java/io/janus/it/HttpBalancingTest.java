package io.janus.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

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
import io.restassured.specification.RequestSpecification;

/** HTTP, through the listener {@code web} of an application whose balancers are its own. */
@QuarkusTest
@QuarkusTestResource(value = ThreeEndpoints.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // the test resource sets the fields
class HttpBalancingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    List<GreetingEndpoint> endpoints;
    List<WebEndpoint> webEndpoints;
    JanusFile file;
    private int port;

    @BeforeEach
    void it_listens() {
        port = Observed.port("web");
    }

    @AfterEach
    void the_file_is_what_it_was() throws IOException {
        file.write(JanusFile.yaml(endpoints, webEndpoints));
        await().atMost(SOON).untilAsserted(() -> assertThat(status("/added")).isEqualTo(404));
    }

    private RequestSpecification request() {
        return given().baseUri("http://127.0.0.1").port(port).redirects().follow(false);
    }

    private int status(String path) {
        return request().get(path).statusCode();
    }

    @Test
    void a_balancer_of_the_application_itself_decides_for_every_request() throws IOException {
        try (WebClient client = new WebClient(port)) {
            for (int i = 0; i < 6; i++) {
                assertThat(client.get("/first").body()).isEqualTo("a\n");
            }
        }
    }

    @Test
    void a_balancer_may_read_the_headers_of_a_request() {
        for (String wanted : List.of("b", "c", "a")) {
            request().header("x-endpoint", wanted).get("/chosen").then().statusCode(200).body(is(wanted + "\n"));
        }
        request().get("/chosen").then().statusCode(200).body(is("a\n"));
    }

    @Test
    void a_balancer_that_picks_none_makes_it_503() {
        request().header("x-endpoint", "z").get("/chosen").then().statusCode(503).header("Janus-Error", "no_endpoint");
    }

    @Test
    void the_requests_of_one_connection_are_spread_over_all_endpoints() throws IOException {
        Map<String, Integer> answers = new TreeMap<>();
        try (WebClient client = new WebClient(port)) {
            for (int i = 0; i < 60; i++) {
                answers.merge(client.get("/spread/" + i).body(), 1, Integer::sum);
            }
        }
        // One connection belongs to one event loop, and other tests' requests come before or after these.
        assertThat(answers).containsExactlyInAnyOrderEntriesOf(Map.of("a\n", 20, "b\n", 20, "c\n", 20));
    }

    @Test
    void a_route_rewrites_the_path_and_leaves_the_query() {
        request().urlEncodingEnabled(false).get("/spread/x%20y?q=1%2F2").then().statusCode(200).header("Got-Target",
                is("/rewritten/x%20y?q=1%2F2"));
    }

    @Test
    void endpoints_see_the_client_and_the_host_and_nothing_that_a_client_made_up() {
        request().header("Host", "shop.example.com").header("X-Forwarded-For", "203.0.113.7")
                .header("X-Forwarded-Proto", "https").get("/first").then().statusCode(200)
                .header("Got-Host", is("shop.example.com")).header("Got-X-Forwarded-For", is("127.0.0.1"))
                .header("Got-X-Forwarded-Proto", is("http"));
    }

    @Test
    void a_body_arrives_and_comes_back_whole() {
        String body = "0123456789abcdef".repeat(20_000);

        request().body(body).contentType("text/plain").post("/first").then().statusCode(200).body(is("a\n" + body));
    }

    @Test
    void what_no_route_matches_is_404_and_says_so() {
        request().get("/nowhere").then().statusCode(404).header("Janus-Error", "no_route")
                .header("Content-Length", notNullValue());
    }

    @Test
    void a_path_that_cannot_be_matched_without_guessing_is_400() {
        request().urlEncodingEnabled(false).get("/first/%2e%2e/%2F").then().statusCode(400).header("Janus-Error", "bad_path");
    }

    @Test
    void denied_and_redirected_routes_need_no_endpoint() {
        request().get("/private/x").then().statusCode(403).header("Janus-Error", "denied");
        request().get("/old/page?x=1").then().statusCode(308).header("Location", "https://www.example.com/old/page?x=1");
    }

    @Test
    void health_data_tell_what_each_listener_speaks() {
        assertThat(Observed.health()).containsEntry("protocol.web", "http").containsEntry("protocol.spread", "tcp");
    }

    @Test
    void metrics_count_requests_by_route_and_class() {
        assertThat(status("/counted/once")).isEqualTo(200);
        assertThat(status("/nowhere")).isEqualTo(404);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Observed.metric("janus_requests_total", "listener=\"web\"", "route=\"counted-once\"",
                    "status_class=\"2xx\""))
                    .isEqualTo(1);
            assertThat(Observed.metric("janus_requests_total", "listener=\"web\"", "route=\"-\"", "status_class=\"4xx\""))
                    .isPositive();
            assertThat(Observed.metric("janus_request_duration_seconds_count", "listener=\"web\"")).isPositive();
            assertThat(Observed.metric("janus_errors_total", "listener=\"web\"", "code=\"no_route\"")).isPositive();
        });
    }

    @Test
    void metrics_count_what_endpoints_did() {
        assertThat(status("/counted")).isEqualTo(200);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(Observed.metric("janus_attempts_total", "backend=\"web-counted\"", "endpoint=\"a\"",
                    "outcome=\"success\"")).isPositive();
            assertThat(Observed.metric("janus_endpoint_connections_total", "backend=\"web-counted\"", "how=\"opened\""))
                    .isPositive();
            assertThat(Observed.metric("janus_response_duration_seconds_count", "backend=\"web-counted\"")).isPositive();
            assertThat(Observed.metric("janus_in_flight", "backend=\"web-counted\"")).isZero();
        });
    }

    @Test
    void each_protocol_has_the_metrics_that_it_fills() {
        assertThat(Observed.metrics())
                .contains("janus_requests_total{listener=\"web\"", "janus_sessions_total{listener=\"spread\"")
                .doesNotContain("janus_sessions_total{listener=\"web\"", "janus_requests_total{listener=\"spread\"");
    }

    @Test
    void a_dead_endpoint_costs_no_request() throws IOException {
        WebEndpoint dead = webEndpoints.get(1);
        dead.stop();
        try (WebClient client = new WebClient(port)) {
            for (int i = 0; i < 12; i++) {
                assertThat(client.get("/spread").body()).isIn("a\n", "c\n");
            }
        } finally {
            dead.startAgain();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(
                Observed.metric("janus_retries_total", "backend=\"web-spread\"", "reason=\"connect_failure\"")).isPositive());
    }

    @Test
    void a_route_that_is_saved_serves_connections_that_are_open() throws IOException {
        try (WebClient before = new WebClient(port)) {
            assertThat(before.get("/added").status()).isEqualTo(404);

            file.write(JanusFile.yaml(endpoints, webEndpoints).replace("      routes:\n",
                    "      routes:\n        - { match: { path: /added }, backend: web-first }\n"));

            await().atMost(SOON).untilAsserted(() -> assertThat(before.get("/added").body()).isEqualTo("a\n"));
        }
    }
}
