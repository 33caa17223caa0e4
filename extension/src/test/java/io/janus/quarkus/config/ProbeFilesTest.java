package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProbeSpec.Http;
import io.janus.proxy.spec.ProbeSpec.Tcp;

/** Probes as they are written. What is refused stands in {@code broken/probe-*.yaml}. */
class ProbeFilesTest {

    @TempDir
    private Path folder;

    private ProbeSpec probe(String text) throws BadConfigException {
        return ConfigFiles.backend(new ConfigFiles(folder).with(ConfigFiles.MINIMAL + "      probe: { " + text + " }\n").load(),
                "app").probe().orElseThrow();
    }

    private Http http(String text) throws BadConfigException {
        return (Http) probe("type: http, " + text).kind();
    }

    @Test
    void a_type_is_enough_and_the_rest_has_defaults() throws BadConfigException {
        assertThat(probe("type: tcp")).isEqualTo(
                new ProbeSpec(new Tcp(), OptionalInt.empty(), Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 3));
        assertThat(probe("type: http")).isEqualTo(new ProbeSpec(new Http("/", Optional.empty(), 200, 399), OptionalInt.empty(),
                Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 3));
    }

    @Test
    void every_key_can_be_set() throws BadConfigException {
        Path everything = Path.of("src", "test", "resources", "everything.yaml");

        assertThat(ConfigFiles.backend(ConfigLoader.standalone(everything).load(TestPolicies.ALL), "app").probe())
                .contains(new ProbeSpec(new Http("/healthz?deep=1", Optional.of("app.example.com:8443"), 204, 204),
                        OptionalInt.of(9000), Duration.ofSeconds(1), Duration.ofSeconds(3), 4, 1));
    }

    @Test
    void a_port_is_for_both_types() throws BadConfigException {
        assertThat(probe("type: tcp, port: 65535").port()).hasValue(65535);
        assertThat(probe("type: http, port: 1").port()).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({ "200,200,200", "200-399,200,399", "204-204,204,204", "200-599,200,599" })
    void a_status_is_one_or_a_range(String text, int from, int to) throws BadConfigException {
        assertThat(http("status: " + text)).extracting(Http::statusFrom, Http::statusTo).containsExactly(from, to);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/a/b", "/a?b=c&d=%20", "//a", "/a;b=c", "/a%2Fb", "/~!$'()*+,;=:@" })
    void a_path_is_sent_as_it_is_written(String path) throws BadConfigException {
        assertThat(http("path: \"" + path + "\"").path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = { "app", "App.Example.com", "app_1", "app.example.com.", "app:80", "10.0.0.7", "10.0.0.7:8080",
            "[::1]",
            "[2001:db8::7]:8080" })
    void a_host_may_have_a_port_and_is_sent_as_it_is_written(String host) throws BadConfigException {
        assertThat(http("host: \"" + host + "\"").host()).contains(host);
    }

    @Test
    void an_endpoint_is_asked_the_same_while_only_times_and_thresholds_change() throws BadConfigException {
        ProbeSpec before = probe("type: http, path: /a");

        assertThat(before.asksTheSameAs(probe("type: http, path: /a, interval: 1s, timeout: 1s, healthy-threshold: 9")))
                .isTrue();
        assertThat(before.asksTheSameAs(probe("type: http, path: /b"))).isFalse();
        assertThat(before.asksTheSameAs(probe("type: http, path: /a, status: 200"))).isFalse();
        assertThat(before.asksTheSameAs(probe("type: http, path: /a, host: a"))).isFalse();
        assertThat(before.asksTheSameAs(probe("type: http, path: /a, port: 1"))).isFalse();
        assertThat(before.asksTheSameAs(probe("type: tcp"))).isFalse();
    }
}
