package io.janus.quarkus.deployment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.state.SharedState;
import io.janus.quarkus.JanusControl;
import io.janus.quarkus.ReloadResult;
import io.quarkus.test.QuarkusUnitTest;

class ReloadTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(ConfigFile.class, TestEndpoint.class, Client.class, Metrics.class))
            .setBeforeAllCustomizer(ConfigFile.holding(ConfigFile.ANY))
            .setAfterAllCustomizer(ConfigFile::remove);

    @Inject
    JanusControl janus;

    @Inject
    SharedState state;

    @BeforeEach
    void begin_with_any_configuration() {
        ConfigFile.write(ConfigFile.ANY);
        assertThat(janus.reload("test").applied()).isTrue();
    }

    @Test
    void a_reload_brings_a_listener_and_its_endpoint_into_service() throws Exception {
        try (TestEndpoint endpoint = TestEndpoint.named("one")) {
            ConfigFile.write(listener("pg", endpoint, ""));

            ReloadResult result = janus.reload("test");

            assertThat(result.applied()).isTrue();
            assertThat(result.restartNeeded()).isFalse();
            try (Client client = Client.of(janus, "pg")) {
                assertThat(client.greeting()).isEqualTo("one");
            }
        }
    }

    @Test
    void the_shared_state_is_a_bean_that_shows_what_is_in_force() {
        assertThat(state.current().listeners()).containsOnlyKeys("any");
        assertThat(state).isSameAs(janus.proxy().state());
    }

    @Test
    void a_reload_of_the_same_is_unchanged_and_keeps_the_version() {
        long version = state.current().configVersion();
        double before = Metrics.value("janus_reloads_total{result=\"unchanged\",}");

        ReloadResult result = janus.reload("test");

        assertThat(result.applied()).isTrue();
        assertThat(result.message()).contains("unchanged");
        assertThat(state.current().configVersion()).isEqualTo(version);
        await().untilAsserted(
                () -> assertThat(Metrics.value("janus_reloads_total{result=\"unchanged\",}")).isGreaterThan(before));
    }

    @Test
    void a_bad_file_changes_nothing_and_says_so_everywhere() {
        ProxySpec spec = state.current().spec();
        long version = state.current().configVersion();
        double before = Metrics.value("janus_reloads_total{result=\"refused\",}");
        ConfigFile.write(ConfigFile.ANY.replace("backend: any", "backend: other"));

        ReloadResult result = janus.reload("test");

        assertThat(result.applied()).isFalse();
        assertThat(result.message()).contains("listeners.any.backend").contains("other");
        assertThat(state.current().configVersion()).isEqualTo(version);
        assertThat(state.current().spec()).isSameAs(spec);
        get("/q/health/ready").then().statusCode(200)
                .body("checks.find { it.name == 'janus' }.data.'config.refused'", containsString("listeners.any.backend"));
        await().untilAsserted(
                () -> assertThat(Metrics.value("janus_reloads_total{result=\"refused\",}")).isGreaterThan(before));
    }

    @Test
    void an_address_in_use_refuses_the_reload_with_its_line() throws Exception {
        try (TestEndpoint inUse = TestEndpoint.named("in use")) {
            ConfigFile.write(ConfigFile.ANY.replace("127.0.0.1:0", inUse.address()));

            ReloadResult result = janus.reload("test");

            assertThat(result.applied()).isFalse();
            assertThat(result.message()).contains("janus.yaml:3").contains("listeners.any.bind").contains(inUse.address());
        }
    }

    @Test
    void a_good_reload_takes_the_refusal_out_of_the_health_data() {
        ConfigFile.write("janus: [");
        assertThat(janus.reload("test").applied()).isFalse();
        ConfigFile.write(ConfigFile.ANY);
        assertThat(janus.reload("test").applied()).isTrue();

        get("/q/health/ready").then().body("checks.find { it.name == 'janus' }.data.containsKey('config.refused')", is(false));
    }

    @Test
    void a_file_that_was_replaced_is_read_without_being_asked() {
        ConfigFile.write(ConfigFile.ANY.replace("any:", "replaced:").replace("backend: any", "backend: replaced"));

        await().untilAsserted(() -> assertThat(state.current().listeners()).containsOnlyKeys("replaced"));
    }

    @Test
    void a_file_that_was_written_in_place_is_read_without_being_asked() throws Exception {
        Files.writeString(ConfigFile.path(), ConfigFile.ANY.replace("    any: { bind", "    written: { bind"));

        await().untilAsserted(() -> assertThat(state.current().listeners()).containsOnlyKeys("written"));
    }

    @Test
    void another_number_of_event_loops_needs_a_restart() {
        int loops = janus.proxy().loops().size();
        ConfigFile.write(ConfigFile.ANY + "  io-threads: " + (loops + 1) + "\n");

        ReloadResult result = janus.reload("test");

        assertThat(result.applied()).isTrue();
        assertThat(result.restartNeeded()).isTrue();
        assertThat(result.message()).contains("io-threads").containsIgnoringCase("restart needed");
        assertThat(janus.proxy().loops().size()).isEqualTo(loops);
    }

    @Test
    void another_drain_time_alone_is_another_configuration() {
        ConfigFile.write(ConfigFile.ANY + "  shutdown: { drain: 7s }\n");

        assertThat(janus.reload("test").message()).startsWith("The new configuration is in force as version ");
        assertThat(janus.reload("test").message()).contains("unchanged");
    }

    @Test
    void another_key_of_the_application_needs_a_restart() {
        ConfigFile.write(ConfigFile.ANY + "quarkus: { http: { port: 1 } }\n");

        ReloadResult result = janus.reload("test");

        assertThat(result.applied()).isTrue();
        assertThat(result.restartNeeded()).isTrue();
        assertThat(result.message()).contains("Restart needed").contains("quarkus.http.port").doesNotContain("is unchanged");
    }

    @Test
    void sessions_of_a_removed_endpoint_end_when_its_drain_time_is_over() throws Exception {
        try (TestEndpoint one = TestEndpoint.named("one"); TestEndpoint two = TestEndpoint.named("two")) {
            ConfigFile.write(listener("pg", one, "drain-timeout: 200ms"));
            janus.reload("test");
            try (Client client = Client.of(janus, "pg")) {
                assertThat(client.greeting()).isEqualTo("one");
                ConfigFile.write(listener("pg", two, "drain-timeout: 200ms"));
                janus.reload("test");

                assertThat(client.endedByReset()).isTrue();
            }
        }
    }

    @Test
    void an_endpoint_given_by_name_is_resolved() throws Exception {
        try (TestEndpoint endpoint = TestEndpoint.named("one")) {
            ConfigFile.write(
                    listener("pg", endpoint, "").replace("127.0.0.1:" + endpoint.port(), "localhost:" + endpoint.port()));
            janus.reload("test");

            try (Client client = Client.of(janus, "pg")) {
                assertThat(client.greeting()).isEqualTo("one");
            }
        }
    }

    @Test
    void a_name_without_an_address_is_a_down_endpoint_and_no_refusal() {
        ConfigFile.write(ConfigFile.ANY.replace("127.0.0.1:1", "no-such-host.invalid:1"));

        assertThat(janus.reload("test").applied()).isTrue();
        get("/q/health/ready").then().statusCode(200)
                .body("checks.find { it.name == 'janus' }.data.'endpoint.any/any-1'", containsString("no-such-host.invalid"));
    }

    private static String listener(String name, TestEndpoint endpoint, String more) {
        return """
                janus:
                  listeners:
                    %1$s: { bind: "127.0.0.1:0", protocol: tcp, backend: %1$s }
                  backends:
                    %1$s:
                      endpoints: { %1$s-1: { address: "%2$s" } }
                      %3$s
                """.formatted(name, endpoint.address(), more);
    }
}
