package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.source.yaml.YamlConfigSource;

/** Lists that come from, or are changed by, other sources than the file. */
class ListOverridesTest {

    private static final String FILE = ConfigFiles.MINIMAL.replace("protocol: tcp", "protocol: http").replace("backend: app\n",
            """
                    backend: app
                          forwarded: { trusted: [10.0.0.0/8, 192.0.2.7] }
                          routes:
                            - { match: { path: /a, methods: [GET] }, backend: app }
                            - { match: { path: /b }, backend: app }
                    """);

    @TempDir
    private Path folder;

    private LoadedConfig load(ConfigSource... sources) throws BadConfigException {
        return new ConfigFiles(folder).with(FILE).load(sources);
    }

    private List<String> problems(ConfigSource... sources) {
        return new ConfigFiles(folder).with(FILE).problems(sources);
    }

    private static HttpSpec web(LoadedConfig loaded) {
        return (HttpSpec) ConfigFiles.listener(loaded, "web").protocol();
    }

    private static ConfigSource environment(String... namesAndValues) {
        return namesAndValues.length == 2
                ? new EnvConfigSource(Map.of(namesAndValues[0], namesAndValues[1]), EnvConfigSource.ORDINAL)
                : new EnvConfigSource(
                        Map.of(namesAndValues[0], namesAndValues[1], namesAndValues[2], namesAndValues[3]),
                        EnvConfigSource.ORDINAL);
    }

    private static ConfigSource properties(Map<String, String> properties, int ordinal) {
        return new PropertiesConfigSource(properties, "my.properties", ordinal);
    }

    @Test
    void an_environment_variable_overrides_a_key_of_a_route() throws BadConfigException {
        List<RouteSpec> routes = web(load(environment("JANUS_LISTENERS_WEB_ROUTES_1__MATCH_PATH", "/c"))).routes();

        assertThat(routes).extracting(route -> route.match().path().orElse("")).containsExactly("/a", "/c");
    }

    @Test
    void an_environment_variable_sets_a_key_that_a_route_leaves_out() throws BadConfigException {
        HttpSpec web = web(load(environment("JANUS_LISTENERS_WEB_ROUTES_0__MATCH_HOST", "a.example.com",
                "JANUS_LISTENERS__WEB__ROUTES_1__MATCH_METHODS", "GET,PUT")));

        assertThat(web.routes().get(0).match().host()).contains("a.example.com");
        assertThat(web.routes().get(1).match().methods()).isEqualTo(Set.of("GET", "PUT"));
    }

    @Test
    void an_environment_variable_never_makes_a_route() throws BadConfigException {
        assertThat(web(load(environment("JANUS_LISTENERS_WEB_ROUTES_2__BACKEND", "app"))).routes()).hasSize(2);
    }

    @Test
    void a_list_of_values_is_overridden_by_one_text_with_commas() throws BadConfigException {
        HttpSpec web = web(load(environment("JANUS_LISTENERS_WEB_FORWARDED_TRUSTED", "172.16.0.0/12")));

        assertThat(web.trusted()).extracting(AddressRange::prefixBits).containsExactly(12);
    }

    @Test
    void one_item_of_a_list_of_values_can_be_overridden() throws BadConfigException {
        HttpSpec web = web(load(environment("JANUS_LISTENERS_WEB_FORWARDED_TRUSTED_1_", "172.16.0.0/12")));

        assertThat(web.trusted()).extracting(AddressRange::prefixBits).containsExactly(8, 12);
    }

    @Test
    void a_list_of_a_weaker_source_does_not_override_the_file() throws BadConfigException {
        HttpSpec web = web(load(properties(Map.of("janus.listeners.web.forwarded.trusted", "172.16.0.0/12"), 250)));

        assertThat(web.trusted()).extracting(AddressRange::prefixBits).containsExactly(8, 32);
    }

    @Test
    void a_list_with_a_default_can_be_replaced_or_emptied() throws BadConfigException {
        assertThat(ConfigFiles.backend(load(environment("JANUS_BACKENDS_APP_RETRIES_WHEN", "timeout,503")), "app").retries())
                .satisfies(retries -> {
                    assertThat(retries.when()).containsExactly(Condition.TIMEOUT);
                    assertThat(retries.statuses()).containsExactly(503);
                });
        assertThat(ConfigFiles.backend(load(properties(Map.of("janus.backends.app.retries.when", ""), 280)), "app").retries()
                .when()).isEmpty();
    }

    @Test
    void properties_can_add_a_route() throws BadConfigException {
        List<RouteSpec> routes = web(load(properties(Map.of("janus.listeners.web.routes[2].match.path-exact", "/c",
                "janus.listeners.web.routes[2].deny", "true", "janus.listeners.web.routes[2].match.headers.x-a", "1"), 250)))
                .routes();

        assertThat(routes).hasSize(3);
        assertThat(routes.get(2).action()).isEqualTo(new Deny());
        assertThat(routes.get(2).match().headers()).isEqualTo(Map.of("x-a", "1"));
    }

    @Test
    void an_application_yaml_can_hold_all_of_it() throws BadConfigException, IOException {
        Path yaml = Files.writeString(folder.resolve("application.yaml"),
                FILE.replace("      routes:", "      http: { max-head: 32K }\n      routes:"));

        LoadedConfig loaded = new ConfigLoader(null, false, builder -> builder.withSources(yamlSource(yaml)))
                .load(TestPolicies.ALL);

        assertThat(web(loaded).limits().maxHead()).isEqualTo(32 * 1024);
        assertThat(web(loaded).trusted()).hasSize(2);
        assertThat(web(loaded).routes()).extracting(RouteSpec::action).containsOnly(new Forward("app", Optional.empty()));
        assertThat(web(loaded).routes().get(0).match().methods()).containsExactly("GET");
    }

    private static ConfigSource yamlSource(Path yaml) {
        try {
            return new YamlConfigSource(yaml.toUri().toURL(), 265);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_bad_value_names_the_item_and_where_it_comes_from() {
        assertThat(problems(environment("JANUS_LISTENERS_WEB_FORWARDED_TRUSTED", "10.0.0.0/8,x"))).containsExactly(
                "listeners.web.forwarded.trusted[1]: \"x\" (from the environment variable"
                        + " JANUS_LISTENERS_WEB_FORWARDED_TRUSTED) must be an IP address or a range of them, as in 10.0.0.0/8; a"
                        + " name can belong to anyone.");
        assertThat(problems(environment("JANUS_LISTENERS_WEB_ROUTES_1__BACKEND", "ap"))).containsExactly(
                "listeners.web.routes[1].backend: \"ap\" (from the environment variable JANUS_LISTENERS_WEB_ROUTES_1__BACKEND)"
                        + " must be the name of a backend. Maybe write app.");
    }

    @Test
    void an_unknown_key_of_an_item_is_refused_with_a_hint() {
        assertThat(problems(properties(Map.of("janus.listeners.web.routes[0].match.hosts", "x"), 250))).containsExactly(
                "listeners.web.routes[0].match.hosts: is not a key that Janus knows. Maybe write host. It is set as the property"
                        + " janus.listeners.web.routes[0].match.hosts.");
        assertThat(problems(properties(Map.of("janus.listeners.web.bind[0]", "x"), 250))).containsExactly(
                "listeners.web.bind[0]: must not be a list. Maybe write bind. It is set as the property"
                        + " janus.listeners.web.bind[0].");
    }

    @Test
    void items_are_counted_without_a_gap() {
        assertThat(problems(properties(Map.of("janus.listeners.web.routes[4].deny", "true"), 250))).containsExactly(
                "listeners.web.routes: has an item [4] and no item [2]. Maybe count its items from [0] on, without a gap.");
        assertThat(problems(properties(Map.of("janus.listeners.web.routes[999999].deny", "true"), 250))).containsExactly(
                "listeners.web.routes: has an item [999999] and no item [2]. Maybe count its items from [0] on, without a gap.");
    }

    @Test
    void a_list_is_not_written_in_other_ways() {
        assertThat(problems(properties(Map.of("janus.listeners.web.routes.2.deny", "true"), 250))).containsExactly(
                "listeners.web.routes.2: must not be there: listeners.web.routes is a list. Maybe write routes[0] for its first"
                        + " item. It is set as the property janus.listeners.web.routes.2.deny.");
        assertThat(problems(properties(Map.of("janus.listeners.web.routes[x].deny", "true"), 250))).containsExactly(
                "listeners.web.routes: is a list, whose items are counted from 0. It is set as the property"
                        + " janus.listeners.web.routes[x].deny.");
        assertThat(problems(properties(Map.of("janus.listeners.web.routes", "app"), 250))).containsExactly(
                "listeners.web.routes: must be a list. Maybe write routes[0] for its first item. It is set as the property"
                        + " janus.listeners.web.routes.");
    }
}
