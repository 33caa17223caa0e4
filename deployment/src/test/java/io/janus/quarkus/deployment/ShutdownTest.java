package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
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

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, Client.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove)
            .setAfterUndeployListener(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("janus-")));

    @Inject
    JanusControl janus;

    @Test
    void readiness_goes_first_then_accepting_then_sessions_and_then_every_thread() throws Exception {
        try (TestEndpoint endpoint = TestEndpoint.named("one")) {
            ConfigFile.write("""
                    janus:
                      shutdown: { accept-window: 1s, drain: 2s }
                      listeners:
                        web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
                      backends:
                        app: { endpoints: { app-1: { address: "%s" } } }
                    """.formatted(endpoint.address()));
            assertThat(janus.reload("test").message()).contains("in force");
            var address = Client.address(janus, "web");
            // The first request takes the test's own client seconds on a busy machine; the stop would be over.
            get("/q/health/ready").then().statusCode(200);
            CompletableFuture<Void> drained = janus.plane().orElseThrow().drain();
            await().until(() -> !janus.running());

            ConfigFile.write(ConfigFile.ANY);

            try (Client late = Client.of(address)) {
                assertThat(late.greeting()).isEqualTo("one");
                get("/q/health/ready").then().statusCode(503);
                get("/q/health/live").then().statusCode(200);
                await().untilAsserted(
                        () -> assertThatThrownBy(() -> Client.of(address).close()).isInstanceOf(ConnectException.class));
                assertThat(drained).isNotDone();
                assertThat(late.endedByReset()).isTrue();
            }
            drained.get(5, TimeUnit.SECONDS);
            assertThat(janus.reload("test").applied()).isFalse();
            assertThat(janus.plane().orElseThrow().reloads().count(ReloadRecord.Result.REFUSED)).isZero();
            // Netty tells of the end of a loop a moment before its thread has ended.
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("janus-io")));
        }
    }
}
