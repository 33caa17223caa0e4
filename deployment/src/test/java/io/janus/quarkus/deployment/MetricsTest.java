package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.quarkus.JanusControl;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;

class MetricsTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(
                    jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, Client.class, Metrics.class, Renders.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    @Inject
    Renders renders;

    @Test
    void twenty_scrapers_at_once_get_the_same_text_of_one_rendering() throws Exception {
        int scrapers = 20;
        ExecutorService threads = Executors.newFixedThreadPool(scrapers);
        try {
            int served = renders.count();
            await().until(() -> Metrics.text(), text -> renders.count() > served);
            int before = renders.count();
            long beganNanos = System.nanoTime();
            CountDownLatch together = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < scrapers; i++) {
                answers.add(threads.submit(() -> {
                    together.await();
                    return Metrics.text();
                }));
            }
            together.countDown();
            Set<String> texts = new HashSet<>();
            for (Future<String> answer : answers) {
                texts.add(answer.get());
            }

            // One of them may find the second over and have the text rendered again; no other does within the same second.
            long seconds = Duration.ofNanos(System.nanoTime() - beganNanos).toSeconds();
            assertThat(renders.count() - before).isLessThanOrEqualTo((int) seconds + 1);
            assertThat(texts).hasSizeLessThanOrEqualTo((int) seconds + 2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void who_asks_for_openmetrics_gets_it_and_who_takes_anything_gets_text() {
        for (String accept : new String[] { "application/openmetrics-text", "application/openmetrics-text; version=1.0.0",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2" }) {
            assertThat(given().accept(accept).get("/q/metrics").then().statusCode(200)
                    .contentType(startsWith("application/openmetrics-text; version=1.0.0")).extract().asString())
                    .contains("# TYPE janus_sessions counter").endsWith("# EOF\n");
        }
        for (String accept : new String[] { "*/*", "text/*", "text/plain", "text/html" }) {
            given().accept(accept).get("/q/metrics").then().statusCode(200).contentType(startsWith("text/plain"));
        }
    }

    @Test
    void who_takes_neither_is_refused() {
        given().accept("application/json").get("/q/metrics").then().statusCode(406);
    }

    @Test
    void metrics_are_read_and_nothing_else() {
        assertThat(given().accept("text/plain").head("/q/metrics").then().statusCode(200).extract().header("Content-Length"))
                .isNotEqualTo("0");
        for (String method : new String[] { "DELETE", "POST", "TRACE" }) {
            given().request(method, "/q/metrics").then().statusCode(405).header("Allow", "GET, HEAD");
        }
    }

    @Test
    void the_path_below_is_served_from_the_same_rendering() {
        String text = Metrics.text();
        assertThat(given().accept("text/plain").get("/q/metrics/any").then().statusCode(200).extract().asString())
                .contains("janus_config_version");
        assertThat(text).contains("janus_config_version");
    }

    @Test
    void a_session_shows_in_every_number_it_concerns() throws Exception {
        try (TestEndpoint endpoint = TestEndpoint.named("one")) {
            ConfigFile.write("""
                    janus:
                      listeners:
                        web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
                      backends:
                        app: { endpoints: { app-1: { address: "%s" } } }
                    """.formatted(endpoint.address()));
            assertThat(janus.reload("test").message()).contains("in force");
            try (Client client = Client.of(janus, "web")) {
                assertThat(client.greeting()).isEqualTo("one");
                await().untilAsserted(() -> assertThat(Metrics.text().lines()).contains(
                        "janus_connections{listener=\"web\",} 1.0",
                        "janus_in_flight{backend=\"app\",endpoint=\"app-1\",} 1.0"));
            }

            await().untilAsserted(() -> assertThat(Metrics.text().lines()).contains(
                    "janus_connections{listener=\"web\",} 0.0",
                    "janus_connections_accepted_total{listener=\"web\",} 1.0",
                    "janus_bytes_total{listener=\"web\",direction=\"out\",} 4.0",
                    "janus_sessions_total{listener=\"web\",end=\"completed\",} 1.0",
                    "janus_attempts_total{backend=\"app\",endpoint=\"app-1\",outcome=\"success\",} 1.0",
                    "janus_in_flight{backend=\"app\",endpoint=\"app-1\",} 0.0",
                    "janus_endpoint_up{backend=\"app\",endpoint=\"app-1\",} 1.0",
                    "janus_connect_duration_seconds_count{backend=\"app\",} 1.0",
                    "janus_connect_duration_seconds_bucket{backend=\"app\",le=\"+Inf\",} 1.0",
                    "janus_session_duration_seconds_count{listener=\"web\",} 1.0",
                    "# TYPE janus_session_duration_seconds histogram",
                    "# TYPE janus_loop_lag_seconds histogram"));
        }
    }

    /** Counts how often somebody asks it: once in every rendering. */
    @Singleton
    static class Renders {

        private final AtomicInteger count = new AtomicInteger();

        void register(@Observes StartupEvent start, MeterRegistry registry) {
            Gauge.builder("test.renders", count::incrementAndGet).register(registry);
        }

        int count() {
            return count.get();
        }
    }
}
