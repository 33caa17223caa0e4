package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The file in the configuration of an application. It is named by a system property, which is the process's: one at a time. */
class ApplicationConfigTest {

    /** As Quarkus adds them for the mapping. */
    private static final Map<String, String> DEFAULTS = Map.of("janus.io-threads", "0", "janus.shutdown.accept-window", "5s",
            "janus.listeners.*.max-connections", "10000");

    @TempDir
    private Path folder;
    private SmallRyeConfig application = start(Map.of());

    private SmallRyeConfig start(Map<String, String> properties) {
        return builder(properties).build();
    }

    private static SmallRyeConfigBuilder builder(Map<String, String> properties) {
        return new SmallRyeConfigBuilder().withDefaultValues(DEFAULTS).addDefaultInterceptors().addDiscoveredCustomizers()
                .withProfile("prod")
                .withSources(new PropertiesConfigSource(properties, "application.properties", 250));
    }

    /** Builds the application's configuration, as Quarkus does when it starts. */
    private void start(String file, Map<String, String> properties) throws Exception {
        start(file, builder(properties));
    }

    private void start(String file, SmallRyeConfigBuilder builder) throws Exception {
        Path path = folder.resolve("janus.yaml");
        Files.writeString(path, file);
        System.setProperty(ConfigLoader.FILE_PROPERTY, path.toString());
        ConfigProviderResolver.instance().releaseConfig(application);
        application = builder.build();
        ConfigProviderResolver.instance().registerConfig(application, Thread.currentThread().getContextClassLoader());
    }

    @AfterEach
    void forget() {
        System.clearProperty(ConfigLoader.FILE_PROPERTY);
        ConfigProviderResolver.instance().releaseConfig(application);
    }

    @Test
    void keys_of_others_in_the_file_reach_the_application() throws Exception {
        start("quarkus:\n  http:\n    port: 09090\n    hosts: [ a, \"b,c\" ]\n  nothing:\n  on: yes\n".replace("  on:",
                "  \"on\":")
                + ConfigFiles.MINIMAL, Map.of("quarkus.http.port", "1"));

        assertThat(application.getRawValue("quarkus.http.port")).isEqualTo("09090");
        assertThat(application.getValues("quarkus.http.hosts", String.class)).containsExactly("a", "b,c");
        assertThat(application.getRawValue("quarkus.http.hosts[1]")).isEqualTo("b,c");
        assertThat(application.getRawValue("quarkus.on")).isEqualTo("yes");
        assertThat(application.getRawValue("quarkus.nothing")).isNull();
    }

    @Test
    void the_file_stands_above_the_properties_of_the_application() throws Exception {
        start(ConfigFiles.MINIMAL, Map.of("janus.listeners.web.bind", "127.0.0.1:1", "janus.listeners.web.max-connections", "5",
                "%prod.janus.io-threads", "3", "%dev.janus.io-threads", "bad", "%dev.janus.no-such-key", "x"));

        LoadedConfig loaded = ConfigLoader.ofApplication().load(TestPolicies.ALL);

        assertThat(ConfigFiles.listener(loaded, "web").bind().getPort()).isEqualTo(8080);
        assertThat(ConfigFiles.listener(loaded, "web").maxConnections()).isEqualTo(5);
        assertThat(loaded.config().ioThreads()).isEqualTo(3);
    }

    @Test
    void environment_variables_stand_above_the_file_and_all_else() throws Exception {
        start(ConfigFiles.MINIMAL.replace("protocol: tcp", "protocol: tcp\n      max-connections: 6"),
                builder(Map.of("janus.io-threads", "3")).withSources(new EnvConfigSource(Map.of("JANUS_IO_THREADS", "2",
                        "JANUS_LISTENERS_WEB_MAX_CONNECTIONS", "7", "JANUS_BACKENDS_APP_ENDPOINTS_APP_1_WEIGHT", "9"), 300)));

        LoadedConfig loaded = ConfigLoader.ofApplication().load(TestPolicies.ALL);

        assertThat(loaded.config().ioThreads()).isEqualTo(2);
        assertThat(ConfigFiles.listener(loaded, "web").maxConnections()).isEqualTo(7);
        assertThat(ConfigFiles.endpoint(loaded, "app-1").weight()).isEqualTo(9);
    }

    @Test
    void each_load_reads_the_file_anew() throws Exception {
        start(ConfigFiles.MINIMAL, Map.of());
        ConfigLoader loader = ConfigLoader.ofApplication();
        assertThat(ConfigFiles.listener(loader.load(TestPolicies.ALL), "web").maxConnections()).isEqualTo(10_000);

        Files.writeString(folder.resolve("janus.yaml"),
                ConfigFiles.MINIMAL.replace("protocol: tcp", "protocol: tcp\n      max-connections: 6"));

        assertThat(ConfigFiles.listener(loader.load(TestPolicies.ALL), "web").maxConnections()).isEqualTo(6);
    }

    @Test
    void a_broken_file_does_not_break_the_configuration_of_the_application_but_the_load() throws Exception {
        start(ConfigFiles.MINIMAL.replace("max", "x").replace("protocol: tcp", "protocol: udp\n      colour: red"), Map.of());

        assertThat(application.getRawValue("janus.listeners.web.protocol")).isNull();
        assertThat(application.getRawValue("janus.listeners.web.bind")).isEqualTo("127.0.0.1:8080");
        assertThatThrownBy(() -> ConfigLoader.ofApplication().load(TestPolicies.ALL))
                .isInstanceOfSatisfying(BadConfigException.class, refused -> assertThat(refused.problems()).hasSize(2));
    }

    @Test
    void a_file_that_is_not_there_stops_the_load_only() throws Exception {
        start(ConfigFiles.MINIMAL, Map.of());
        Files.delete(folder.resolve("janus.yaml"));

        assertThat(start(Map.of()).getRawValue("janus.listeners.web.bind")).isNull();
        assertThatThrownBy(() -> ConfigLoader.ofApplication().load(TestPolicies.ALL)).isInstanceOf(BadConfigException.class);
    }

    @Test
    void the_accept_window_has_no_length_in_dev_and_test_mode_unless_it_is_set() throws Exception {
        start(ConfigFiles.MINIMAL, Map.of());
        assertThat(ConfigLoader.ofApplication().load(TestPolicies.ALL).config().shutdown().acceptWindow()).hasSeconds(5);

        LaunchMode.set(LaunchMode.TEST);
        try {
            assertThat(ConfigLoader.ofApplication().load(TestPolicies.ALL).config().shutdown().acceptWindow()).isZero();
            start(ConfigFiles.MINIMAL, Map.of("janus.shutdown.accept-window", "7s"));
            assertThat(ConfigLoader.ofApplication().load(TestPolicies.ALL).config().shutdown().acceptWindow()).hasSeconds(7);
        } finally {
            LaunchMode.set(LaunchMode.NORMAL);
        }
    }

    @Test
    void an_application_needs_neither_a_file_nor_a_listener() throws Exception {
        start(ConfigFiles.MINIMAL, Map.of());
        System.clearProperty(ConfigLoader.FILE_PROPERTY);

        ConfigLoader loader = ConfigLoader.ofApplication();

        assertThat(loader.file()).isNull();
        assertThat(loader.load(TestPolicies.ALL).spec().listeners()).isEmpty();
    }
}
