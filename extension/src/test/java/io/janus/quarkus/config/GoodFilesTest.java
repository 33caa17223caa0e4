package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.proxy.spec.AccessLogSpec;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BackendSpec.OnDown;
import io.janus.proxy.spec.BackendTimeouts;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.TcpSpec;
import io.janus.quarkus.testing.TestSpec;

class GoodFilesTest {

    @TempDir
    private Path folder;

    private LoadedConfig load(String text) throws BadConfigException {
        return new ConfigFiles(folder).with(text).load();
    }

    private static BackendSpec app(LoadedConfig loaded) {
        return ConfigFiles.backend(loaded, "app");
    }

    private static ProbeSpec tcp(Duration interval, Duration timeout, int healthyThreshold, int unhealthyThreshold) {
        return new ProbeSpec(new ProbeSpec.Tcp(), OptionalInt.empty(), interval, timeout, healthyThreshold, unhealthyThreshold);
    }

    @Test
    void ten_lines_are_enough_and_the_rest_has_defaults() throws BadConfigException {
        LoadedConfig loaded = load(ConfigFiles.MINIMAL);

        assertThat(loaded.spec().listeners()).isEqualTo(Map.of("web",
                new ListenerSpec("web", new InetSocketAddress("127.0.0.1", 8080), 10_000, new TcpSpec("app"))));
        assertThat(loaded.spec().backends()).isEqualTo(Map.of("app", new BackendSpec("app",
                new BalancerSpec("least-request", Map.of()),
                Map.of("app-1", new EndpointSpec("app-1", new HostPort("127.0.0.1", 8081), 1, Map.of())),
                Optional.empty(), TestSpec.TIMEOUTS, TestSpec.RETRIES, TestSpec.POOL, Optional.of(TestSpec.EJECTION),
                TestSpec.PANIC,
                TestSpec.SLOW_START, OnDown.KEEP, Duration.ZERO,
                Duration.ofSeconds(30))));
        assertThat(loaded.config().ioThreads()).isZero();
        assertThat(loaded.config().shutdown().acceptWindow()).isEqualTo(Duration.ofSeconds(5));
        assertThat(loaded.config().shutdown().drain()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void every_key_there_is_can_be_set() throws Exception {
        LoadedConfig loaded = ConfigLoader.standalone(Path.of("src", "test", "resources", "everything.yaml"))
                .load(TestPolicies.ALL);

        assertThat(loaded.config().ioThreads()).isEqualTo(4);
        assertThat(loaded.config().shutdown().acceptWindow()).isEqualTo(Duration.ofSeconds(10));
        assertThat(loaded.config().shutdown().drain()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ConfigFiles.listener(loaded, "postgres")).isEqualTo(
                new ListenerSpec("postgres", new InetSocketAddress("127.0.0.1", 5432), 500, new TcpSpec("postgres"),
                        Optional.of(new AccessLogSpec("{peer}", "access.log"))));
        assertThat(ConfigFiles.backend(loaded, "postgres")).isEqualTo(new BackendSpec("postgres",
                new BalancerSpec("least-connections", Map.of("choices", "3")),
                Map.of("db-1", new EndpointSpec("db-1", new HostPort("db-1.example.com", 5432), 5, Map.of("zone", "a")),
                        "db-2", new EndpointSpec("db-2", new HostPort("2001:db8::7", 5432), 0, Map.of("zone", "no"))),
                Optional.of(tcp(Duration.ofSeconds(10), Duration.ofMillis(500), 1, 5)),
                new BackendTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(60), Optional.empty(), Duration.ofSeconds(300),
                        Optional.of(Duration.ofSeconds(300))),
                new RetriesSpec(3, Set.of(Condition.CONNECT_FAILURE, Condition.RESET), Set.of(), Duration.ofMillis(25),
                        Duration.ofMillis(250), 20, 10),
                TestSpec.POOL, Optional.of(new EjectionSpec(3, Duration.ofSeconds(10), Duration.ofMinutes(1), 50)),
                new PanicSpec(30, false), Duration.ofSeconds(10), OnDown.CLOSE, Duration.ofHours(2), Duration.ofMinutes(1)));
        assertThat(loaded.spec().listeners()).containsOnlyKeys("web", "postgres");
        assertThat(loaded.spec().backends()).containsOnlyKeys("app", "postgres");
    }

    @Test
    void windows_line_ends_and_a_byte_order_mark_do_no_harm() throws BadConfigException {
        LoadedConfig loaded = load("\uFEFF" + ConfigFiles.MINIMAL.replace("\n", "\r\n"));

        assertThat(loaded.spec().listeners()).containsOnlyKeys("web");
        assertThat(loaded.lines().of("backends.app.endpoints.app-1.address")).isEqualTo(10);
    }

    @Test
    void values_are_the_text_that_was_written_whatever_yaml_takes_them_for() throws BadConfigException {
        LoadedConfig loaded = load(ConfigFiles.MINIMAL
                + "        app-2:\n          address: db:22\n          weight: 010\n          labels: { zone: no, rack: 1_0, at: 22:22,"
                + " of: 1e3, on: 2020-01-01 }\n".replace(", on:", ", \"on\":"));

        EndpointSpec endpoint = ConfigFiles.endpoint(loaded, "app-2");
        assertThat(endpoint.weight()).isEqualTo(10);
        assertThat(endpoint.labels()).isEqualTo(
                Map.of("zone", "no", "rack", "1_0", "at", "22:22", "of", "1e3", "on", "2020-01-01"));
    }

    @Test
    void names_may_look_like_numbers_and_quoted_ones_like_booleans() throws BadConfigException {
        LoadedConfig loaded = load(ConfigFiles.MINIMAL.replace("web:", "8080:").replace("app:\n", "\"on\":\n")
                .replace("backend: app", "backend: on"));

        assertThat(loaded.spec().listeners()).containsOnlyKeys("8080");
        assertThat(loaded.spec().backends()).containsOnlyKeys("on");
    }

    @Test
    void names_may_have_dots() throws BadConfigException {
        LoadedConfig loaded = load(ConfigFiles.MINIMAL.replace("web:", "web.main:").replace("app-1:", "10.0.0.1:"));

        assertThat(loaded.spec().listeners()).containsOnlyKeys("web.main");
        assertThat(app(loaded).endpoints()).containsOnlyKeys("10.0.0.1");
        assertThat(loaded.locate(new SpecRefusedException.Problem("listeners.web.main.bind", "is in use")))
                .isEqualTo(new ConfigProblem("listeners.web.main.bind", 4, "is in use"));
    }

    @Test
    void aliases_and_merge_keys_share_settings_and_own_keys_win() throws BadConfigException {
        LoadedConfig loaded = load("x-probe: &probe { type: tcp, interval: 1s, timeout: 100ms }\n" + ConfigFiles.MINIMAL + """
                      probe: { <<: *probe, interval: 3s }
                    other:
                      endpoints: { o-1: { address: "127.0.0.1:9" } }
                      probe: *probe
                """);

        assertThat(app(loaded).probe()).contains(tcp(Duration.ofSeconds(3), Duration.ofMillis(100), 2, 3));
        assertThat(ConfigFiles.backend(loaded, "other").probe())
                .contains(tcp(Duration.ofSeconds(1), Duration.ofMillis(100), 2, 3));
        assertThat(loaded.lines().of("backends.app.probe.interval")).isEqualTo(12);
        assertThat(loaded.lines().of("backends.app.probe.timeout")).isEqualTo(1);
    }

    @Test
    void the_specification_keeps_the_order_of_the_file() throws BadConfigException {
        StringBuilder text = new StringBuilder(ConfigFiles.MINIMAL);
        for (String id : new String[] { "zebra", "ant", "mole" }) {
            text.append("        ").append(id).append(": { address: \"").append(id).append(":80\" }\n");
        }

        assertThat(app(load(text.toString())).endpoints().keySet()).containsExactly("app-1", "zebra", "ant", "mole");
    }

    @Test
    void all_weights_may_be_zero_which_takes_a_backend_out() throws BadConfigException {
        assertThat(ConfigFiles.endpoint(load(ConfigFiles.MINIMAL.replace("8081\"", "8081\", weight: 0")), "app-1").weight())
                .isZero();
    }

    @Test
    void a_backend_may_be_unused() throws BadConfigException {
        assertThat(
                load(ConfigFiles.MINIMAL + "    spare: { endpoints: { s: { address: \"127.0.0.1:9\" } } }\n").spec().backends())
                .containsOnlyKeys("app", "spare");
    }

    @Test
    void listeners_may_share_a_port_on_different_addresses_and_port_zero_always() throws BadConfigException {
        LoadedConfig loaded = load(ConfigFiles.MINIMAL.replace("  backends:\n", """
                six: { bind: "[::1]:8080", protocol: tcp, backend: app }
                two: { bind: 127.0.0.2:8080, protocol: tcp, backend: app }
                any: { bind: "*:0", protocol: tcp, backend: app }
                too: { bind: "*:0", protocol: tcp, backend: app }
                """.indent(4) + "  backends:\n"));

        assertThat(loaded.spec().listeners().keySet()).containsExactly("web", "six", "two", "any", "too");
        assertThat(ConfigFiles.listener(loaded, "any").bind()).isEqualTo(new InetSocketAddress(0));
        assertThat(ConfigFiles.listener(loaded, "six").bind()).isEqualTo(new InetSocketAddress("::1", 8080));
    }

    @Test
    void durations_are_read_as_quarkus_reads_them() throws BadConfigException {
        LoadedConfig loaded = load(ConfigFiles.MINIMAL
                + "      timeouts: { connect: 1h30m, idle: 90 }\n      resolve-interval: PT1M\n      drain-timeout: 1d\n");

        assertThat(app(loaded).timeouts().connect()).isEqualTo(Duration.ofMinutes(90));
        assertThat(app(loaded).timeouts().idle()).contains(Duration.ofSeconds(90));
        assertThat(app(loaded).resolveInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(app(loaded).drainTimeout()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void empty_groups_of_optional_keys_mean_nothing() throws BadConfigException {
        LoadedConfig loaded = load(ConfigFiles.MINIMAL + "      timeouts: {}\n      balancer: { options: {} }\n");

        assertThat(loaded.spec()).isEqualTo(load(ConfigFiles.MINIMAL).spec());
    }

    @Test
    void ten_thousand_endpoints_load() throws BadConfigException {
        StringBuilder text = new StringBuilder(ConfigFiles.MINIMAL);
        for (int i = 0; i < 10_000; i++) {
            text.append("        e").append(i).append(": { address: \"e").append(i)
                    .append(".example.com:80\", weight: 5, labels: { zone:"
                            + " a } }\n");
        }

        assertThat(app(load(text.toString())).endpoints()).hasSize(10_001);
    }

    @Test
    void without_a_file_there_is_nothing_to_do_and_nothing_wrong() throws BadConfigException {
        ConfigLoader loader = ConfigLoader.standalone(null);

        assertThat(loader.file()).isNull();
        assertThat(loader.load(TestPolicies.ALL).spec().listeners()).isEmpty();
    }

    @Test
    void outside_an_application_the_profile_is_the_one_it_would_have() {
        assertThat(ConfigLoader.standalone(null).read().values().getProfiles()).containsExactly("prod");
    }
}
