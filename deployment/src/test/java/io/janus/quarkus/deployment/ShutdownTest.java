package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.quarkus.JanusControl;
import io.janus.quarkus.reload.ReloadRecord;
import io.quarkus.test.QuarkusUnitTest;

/** One application, which is stopped within the test, so one test: the steps of a stop in their order. */
class ShutdownTest {

    /** Far beyond the accept window and what is left of the drain time. */
    private static final Duration BUSY = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, Client.class, JanusThreads.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove)
            .setAfterUndeployListener(() -> JanusThreads.awaitNone("janus-"));

    @Inject
    JanusControl janus;

    @Test
    void readiness_goes_first_then_accepting_then_sessions_and_then_every_thread() throws Exception {
        try (TestEndpoint endpoint = TestEndpoint.named("one")) {
            ConfigFile.write("""
                    janus:
                      shutdown: { accept-window: 4s, drain: 4s }
                      listeners:
                        web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
                      backends:
                        app: { endpoints: { app-1: { address: "%s" } } }
                    """.formatted(endpoint.address()));
            assertThat(janus.reload("test").message()).contains("in force");
            var address = Client.address(janus, "web");
            // The first request and the first wait take the test itself seconds on a busy machine; the stop would be over.
            get("/q/health/ready").then().statusCode(200);
            await().until(janus::running);
            CompletableFuture<Void> drained = janus.plane().orElseThrow().drain();
            await().until(() -> !janus.running());

            ConfigFile.write(ConfigFile.ANY);

            try (Client late = Client.of(address)) {
                assertThat(late.greeting()).isEqualTo("one");
                get("/q/health/ready").then().statusCode(503);
                get("/q/health/live").then().statusCode(200);
                await().atMost(BUSY).untilAsserted(
                        () -> assertThatThrownBy(() -> Client.of(address).close()).isInstanceOf(ConnectException.class));
                assertThat(drained).isNotDone();
                assertThat(late.endedByReset()).isTrue();
            }
            drained.get(BUSY.toSeconds(), TimeUnit.SECONDS);
            assertThat(janus.reload("test").applied()).isFalse();
            assertThat(janus.plane().orElseThrow().reloads().count(ReloadRecord.Result.REFUSED)).isZero();
            JanusThreads.awaitNone("janus-io");
        }
    }
}
