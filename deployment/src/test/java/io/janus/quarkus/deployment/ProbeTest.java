package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.quarkus.JanusControl;
import io.quarkus.test.QuarkusUnitTest;

/**
 * Endpoints come and go with each test here, and would start slowly: what is added to the backend of the test before, and what
 * was down. That is another subject, so no backend has it.
 */
class ProbeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, HttpEndpoint.class, Client.class,
                    Metrics.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    /** The first request of all takes its libraries seconds to make, on a busy machine more than a wait has. */
    @BeforeEach
    void askOnce() {
        get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void an_endpoint_that_dies_goes_down_and_comes_back_when_it_does() throws Exception {
        try (TestEndpoint two = TestEndpoint.named("two")) {
            TestEndpoint one = TestEndpoint.named("one");
            int port = one.port();
            apply("keep", one, two);
            await().untilAsserted(() -> assertThat(probes("app-1", "success")).isPositive());

            one.close();
            await().untilAsserted(() -> get("/q/health/ready").then().statusCode(200)
                    .body(data("endpoint.app/app-1"), is("down: connection refused"))
                    .body(data("endpoint.app/app-2"), is("up"))
                    .body(data("backend.app"), is("1 of 2 up")));
            for (int i = 0; i < 10; i++) {
                try (Client client = Client.of(janus, "web")) {
                    assertThat(client.greeting()).isEqualTo("two");
                }
            }
            await().untilAsserted(() -> {
                assertThat(Metrics.value("janus_endpoint_up{backend=\"app\",endpoint=\"app-1\",}")).isZero();
                assertThat(probes("app-1", "failure")).isPositive();
            });

            try (TestEndpoint again = TestEndpoint.named("one", port)) {
                await().untilAsserted(() -> get("/q/health/ready").then().body(data("backend.app"), is("2 of 2 up")));
            }
        }
    }

    @Test
    void an_http_endpoint_goes_down_for_its_answers_and_comes_back_for_them() throws Exception {
        try (HttpEndpoint one = HttpEndpoint.answering(200); HttpEndpoint two = HttpEndpoint.answering(204)) {
            applyHttp(one, two, "/healthz");
            await().untilAsserted(() -> {
                assertThat(probes("app-1", "success")).isPositive();
                assertThat(probes("app-2", "success")).isPositive();
            });
            assertThat(one.targets()).containsOnly("/healthz");

            one.answer(503);
            await().untilAsserted(() -> get("/q/health/ready").then().statusCode(200)
                    .body(data("endpoint.app/app-1"), is("down: answered 503, not 200-399"))
                    .body(data("endpoint.app/app-2"), is("up"))
                    .body(data("backend.app"), is("1 of 2 up")));
            await().untilAsserted(() -> {
                assertThat(Metrics.value("janus_endpoint_up{backend=\"app\",endpoint=\"app-1\",}")).isZero();
                assertThat(Metrics.value("janus_endpoint_up{backend=\"app\",endpoint=\"app-2\",}")).isOne();
                assertThat(probes("app-1", "failure")).isPositive();
            });

            one.answer(200);
            await().untilAsserted(() -> get("/q/health/ready").then().body(data("backend.app"), is("2 of 2 up")));
        }
    }

    @Test
    void another_path_takes_effect_with_a_reload() throws Exception {
        try (HttpEndpoint one = HttpEndpoint.answering(200); HttpEndpoint two = HttpEndpoint.answering(200)) {
            applyHttp(one, two, "/first");
            await().until(() -> one.targets().contains("/first"));

            applyHttp(one, two, "/second?deep=1");

            await().until(() -> one.targets().contains("/second?deep=1") && two.targets().contains("/second?deep=1"));
            get("/q/health/ready").then().body(data("backend.app"), is("2 of 2 up"));
        }
    }

    @Test
    void sessions_end_with_their_endpoint_where_that_is_asked_for() throws Exception {
        try (TestEndpoint one = TestEndpoint.named("one"); TestEndpoint two = TestEndpoint.named("two")) {
            apply("close", one, two);
            try (Client client = Client.of(janus, "web")) {
                String name = client.greeting();
                (name.equals("one") ? one : two).refuse();

                assertThat(client.endedByReset()).isTrue();
            }
        }
    }

    @Test
    void an_endpoint_that_is_not_probed_any_more_is_up_again() {
        String probed = """
                janus:
                  listeners:
                    web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
                  backends:
                    app:
                      slow-start: 0s
                      endpoints: { app-1: { address: "127.0.0.1:1" } }
                """;
        ConfigFile.write(probed + "      probe: { type: tcp, interval: 100ms, timeout: 100ms, unhealthy-threshold: 1 }\n");
        assertThat(janus.reload("test").applied()).isTrue();
        await().untilAsserted(
                () -> get("/q/health/ready").then().body(data("endpoint.app/app-1"), is("down: connection refused")));

        ConfigFile.write(probed);
        assertThat(janus.reload("test").applied()).isTrue();

        get("/q/health/ready").then().body(data("endpoint.app/app-1"), is("up"));
    }

    private void apply(String onDown, TestEndpoint one, TestEndpoint two) {
        ConfigFile.write("""
                janus:
                  listeners:
                    web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
                  backends:
                    app:
                      balancer: { type: round-robin }
                      slow-start: 0s
                      endpoints: { app-1: { address: "%s" }, app-2: { address: "%s" } }
                      probe: { type: tcp, interval: 100ms, timeout: 500ms, healthy-threshold: 1, unhealthy-threshold: 2 }
                      on-down: %s
                """.formatted(one.address(), two.address(), onDown));
        assertThat(janus.reload("test").message()).contains("in force");
    }

    private void applyHttp(HttpEndpoint one, HttpEndpoint two, String path) {
        ConfigFile
                .write("""
                        janus:
                          listeners:
                            web: { bind: "127.0.0.1:0", protocol: http, backend: app }
                          backends:
                            app:
                              slow-start: 0s
                              endpoints: { app-1: { address: "%s" }, app-2: { address: "%s" } }
                              probe: { type: http, path: "%s", interval: 100ms, timeout: 5s, healthy-threshold: 2, unhealthy-threshold: 2 }
                        """
                        .formatted(one.address(), two.address(), path));
        assertThat(janus.reload("test").message()).contains("in force");
    }

    private static double probes(String endpoint, String result) {
        return Metrics.value("janus_probes_total{backend=\"app\",endpoint=\"" + endpoint + "\",result=\"" + result + "\",}");
    }

    private static String data(String key) {
        return "checks.find { it.name == 'janus' }.data.'" + key + "'";
    }
}
