package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.proxy.spec.EndpointSpec;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SysPropConfigSource;
import io.smallrye.config.common.MapBackedConfigSource;

/** Environment variables and system properties over the file. */
class OverridesTest {

    @TempDir
    private Path folder;

    private LoadedConfig load(ConfigSource... sources) throws BadConfigException {
        return new ConfigFiles(folder).with(ConfigFiles.MINIMAL).load(sources);
    }

    private List<String> problems(ConfigSource... sources) {
        return new ConfigFiles(folder).with(ConfigFiles.MINIMAL).problems(sources);
    }

    private static ConfigSource environment(String name, String value) {
        return new EnvConfigSource(Map.of(name, value), EnvConfigSource.ORDINAL);
    }

    private static ConfigSource property(String name, String value) {
        // System properties belong to the process; here is one that nobody else sees.
        return new MapBackedConfigSource(new SysPropConfigSource().getName(), Map.of(name, value),
                SysPropConfigSource.ORDINAL) {
        };
    }

    private static EndpointSpec endpoint(LoadedConfig loaded) {
        return ConfigFiles.endpoint(loaded, "app-1");
    }

    @Test
    void an_environment_variable_overrides_a_key_of_the_file() throws BadConfigException {
        assertThat(endpoint(load(environment("JANUS_BACKENDS_APP_ENDPOINTS_APP_1_ADDRESS", "db:1"))).address())
                .hasToString("db:1");
    }

    @Test
    void an_environment_variable_sets_a_key_that_the_file_leaves_out() throws BadConfigException {
        assertThat(endpoint(load(environment("JANUS_BACKENDS_APP_ENDPOINTS_APP_1_WEIGHT", "9"))).weight()).isEqualTo(9);
    }

    @Test
    void an_environment_variable_sets_a_group_that_the_file_leaves_out() throws BadConfigException {
        assertThat(ConfigFiles.backend(load(environment("JANUS_BACKENDS_APP_PROBE_TYPE", "tcp")), "app").probe()).isPresent();
    }

    @Test
    void an_environment_variable_never_makes_a_listener_backend_or_endpoint() throws BadConfigException {
        LoadedConfig loaded = load(environment("JANUS_BACKENDS_APP_ENDPOINTS_APP_2_WEIGHT", "9"),
                environment("JANUS_LISTENERS_OTHER_BIND", "127.0.0.1:1"));

        assertThat(loaded.spec().listeners()).containsOnlyKeys("web");
        assertThat(ConfigFiles.backend(loaded, "app").endpoints()).containsOnlyKeys("app-1");
    }

    @Test
    void an_unknown_environment_variable_is_ignored() throws BadConfigException {
        assertThat(load(environment("JANUS_PORT", "tcp://10.0.0.1:80")).spec().listeners()).containsOnlyKeys("web");
    }

    @Test
    void a_system_property_beats_an_environment_variable() throws BadConfigException {
        assertThat(endpoint(load(environment("JANUS_BACKENDS_APP_ENDPOINTS_APP_1_WEIGHT", "9"),
                property("janus.backends.app.endpoints.app-1.weight", "8"))).weight()).isEqualTo(8);
    }

    @Test
    void a_system_property_beats_the_file() throws BadConfigException {
        assertThat(endpoint(load(property("janus.backends.app.endpoints.app-1.address", "db:1"))).address())
                .hasToString("db:1");
    }

    @Test
    void a_property_of_the_active_profile_beats_the_file() throws BadConfigException {
        ConfigSource inProfile = property("%staging.janus.backends.app.endpoints.app-1.address", "db:1");

        assertThat(endpoint(load(inProfile)).address()).hasToString("127.0.0.1:8081");
        assertThat(endpoint(load(inProfile, property("smallrye.config.profile", "staging"))).address()).hasToString("db:1");
    }

    @Test
    void an_environment_variable_of_the_active_profile_beats_the_file() throws BadConfigException {
        ConfigSource inProfile = environment("_STAGING_JANUS_BACKENDS_APP_ENDPOINTS_APP_1_ADDRESS", "db:1");

        assertThat(endpoint(load(inProfile)).address()).hasToString("127.0.0.1:8081");
        assertThat(endpoint(load(inProfile, property("smallrye.config.profile", "staging"))).address()).hasToString("db:1");
    }

    @Test
    void an_environment_variable_sets_a_label_as_the_configuration_reference_spells_it() throws BadConfigException {
        for (String label : List.of("zone", "example.com/zone")) {
            String name = label.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "_");
            LoadedConfig loaded = new ConfigFiles(folder)
                    .with(ConfigFiles.MINIMAL.replace("8081\"", "8081\", labels: { " + label + ": a }"))
                    .load(environment("JANUS_BACKENDS__APP__ENDPOINTS__APP_1__LABELS__" + name + "_", "b"));

            assertThat(endpoint(loaded).labels()).isEqualTo(Map.of(label, "b"));
        }
    }

    @Test
    void a_source_that_lists_no_names_beats_a_key_of_the_file() throws BadConfigException {
        String address = "janus.backends.app.endpoints.app-1.address";

        assertThat(endpoint(load(vault(name -> name.equals(address) ? "db:1" : null))).address()).hasToString("db:1");
    }

    @Test
    void a_source_that_fails_is_told_with_the_key() {
        assertThat(problems(vault(name -> {
            if (name.endsWith(".bind")) {
                throw new IllegalStateException("sealed");
            }
            return null;
        }))).containsExactly("janus.yaml:4: listeners.web.bind: cannot be read: a ${…} in it leads back to itself or cannot be"
                + " decoded, or a source of values fails. Maybe write the value itself.");
    }

    private static ConfigSource vault(Function<String, @Nullable String> values) {
        return new ConfigSource() {

            @Override
            public Set<String> getPropertyNames() {
                return Set.of();
            }

            @Override
            public @Nullable String getValue(String name) {
                return values.apply(name);
            }

            @Override
            public String getName() {
                return "vault";
            }

            @Override
            public int getOrdinal() {
                return FileConfigSource.ORDINAL + 1;
            }
        };
    }

    @Test
    void a_system_property_can_make_an_endpoint() throws BadConfigException {
        assertThat(ConfigFiles.backend(load(property("janus.backends.app.endpoints.app-2.address", "db:2")), "app").endpoints()
                .keySet()).containsExactly("app-1", "app-2");
    }

    @Test
    void a_bad_value_names_the_environment_variable() {
        assertThat(problems(environment("JANUS_BACKENDS_APP_ENDPOINTS_APP_1_WEIGHT", "many"))).containsExactly(
                "backends.app.endpoints.app-1.weight: \"many\" (from the environment variable "
                        + "JANUS_BACKENDS_APP_ENDPOINTS_APP_1_WEIGHT) must be a whole number from 0 to 1000. Maybe write 1.");
    }

    @Test
    void a_bad_value_names_the_system_property() {
        assertThat(problems(property("janus.shutdown.drain", "soon"))).containsExactly(
                "shutdown.drain: \"soon\" (from the system property janus.shutdown.drain) must be a duration from 0s to 24d. "
                        + "Maybe write 30s.");
    }

    @Test
    void a_bad_value_names_any_other_source() {
        assertThat(problems(new PropertiesConfigSource(Map.of("janus.io-threads", "-1"), "my.properties", 280)))
                .containsExactly(
                        "io-threads: \"-1\" (from PropertiesConfigSource[source=my.properties], property janus.io-threads) must be a whole number from 0 to 1024. "
                                + "Maybe write 0.");
    }

    @Test
    void a_value_from_outside_that_has_the_right_type_but_no_meaning_is_not_blamed_on_the_file() {
        assertThat(problems(environment("JANUS_LISTENERS_WEB_BACKEND", "ap"))).containsExactly(
                "listeners.web.backend: \"ap\" (from the environment variable JANUS_LISTENERS_WEB_BACKEND) must be the name of a "
                        + "backend. Maybe write app.");
    }

    @Test
    void an_empty_environment_variable_is_a_bad_value() {
        assertThat(problems(environment("JANUS_LISTENERS_WEB_MAX_CONNECTIONS", ""))).containsExactly(
                "listeners.web.max-connections: \"\" (from the environment variable JANUS_LISTENERS_WEB_MAX_CONNECTIONS) must be a "
                        + "whole number from 1 to 10000000. Maybe write 10000.");
    }

    @Test
    void an_unknown_system_property_is_refused_with_a_hint() {
        assertThat(problems(property("janus.listeners.web.bnd", "x")))
                .containsExactly("listeners.web.bnd: is not a key that Janus "
                        + "knows. Maybe write bind. It is set as the property janus.listeners.web.bnd.");
        assertThat(problems(property("janus.listeners.web.bind.port", "1")))
                .containsExactly("listeners.web.bind.port: must not be "
                        + "there: listeners.web.bind is a single value. It is set as the property janus.listeners.web.bind.port.");
        assertThat(problems(property("janus.shutdown", "5s")))
                .containsExactly("shutdown: must have keys below it, and is set as the "
                        + "property janus.shutdown.");
        assertThat(problems(property("janus.backends.app.endpoints.App.address", "db:1"))).containsExactly(
                "backends.app.endpoints.App: must be a name of 1 to 63 characters out of a-z 0-9 . _ -, with a letter or digit at both "
                        + "ends. Maybe write app. It is set as the property janus.backends.app.endpoints.App.address.");
    }

    @Test
    void a_bad_value_in_the_file_is_refused_even_where_it_is_overridden() {
        assertThat(new ConfigFiles(folder)
                .with("janus:\n  io-threads: lots\n" + ConfigFiles.MINIMAL.substring("janus:\n".length()))
                .problems(environment("JANUS_IO_THREADS", "2"))).containsExactly(
                        "janus.yaml:2: io-threads: \"lots\" must be a whole number from 0 to 1024. Maybe write 0.");
    }

    @Test
    void an_expression_in_the_file_takes_its_value_from_the_environment() throws BadConfigException {
        LoadedConfig loaded = new ConfigFiles(folder)
                .with(ConfigFiles.MINIMAL.replace("127.0.0.1:8080", "127.0.0.1:${WEB_PORT:80}"))
                .load(environment("WEB_PORT", "8090"));

        assertThat(ConfigFiles.listener(loaded, "web").bind().getPort()).isEqualTo(8090);
    }

    @Test
    void a_dollar_without_braces_and_an_escaped_expression_stay_as_they_are() throws BadConfigException {
        LoadedConfig loaded = new ConfigFiles(folder)
                .with(ConfigFiles.MINIMAL.replace("8081\"", "8081\", labels: { price: 5$, raw: '\\${x}' }")).load();

        assertThat(endpoint(loaded).labels()).isEqualTo(Map.of("price", "5$", "raw", "${x}"));
    }

    @Test
    void quoted_names_are_reached_by_system_properties_and_environment_variables() throws BadConfigException {
        LoadedConfig loaded = new ConfigFiles(folder).with(ConfigFiles.MINIMAL.replace("web:", "web.main:")).load(
                environment("JANUS_LISTENERS__WEB_MAIN__MAX_CONNECTIONS", "7"),
                property("janus.listeners.\"web.main\".bind", "127.0.0.1:1"));

        assertThat(ConfigFiles.listener(loaded, "web.main").maxConnections()).isEqualTo(7);
        assertThat(ConfigFiles.listener(loaded, "web.main").bind().getPort()).isEqualTo(1);
    }

    @Test
    void names_may_be_quoted_as_the_configuration_reference_spells_them() throws BadConfigException {
        assertThat(
                ConfigFiles.listener(load(environment("JANUS_LISTENERS__WEB__MAX_CONNECTIONS", "7")), "web").maxConnections())
                .isEqualTo(7);
        assertThat(endpoint(load(property("janus.backends.app.endpoints.\"app-1\".weight", "8"))).weight()).isEqualTo(8);
        assertThat(problems(property("janus.listeners.\"web\".bind", "8080"))).containsExactly(
                "listeners.web.bind: \"8080\" (from the system property janus.listeners.\"web\".bind) must be host:port, and has no"
                        + " port. Maybe write 127.0.0.1:8080.");
    }
}
