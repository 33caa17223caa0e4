package io.janus.quarkus.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;

class SpecDiffTest {

    private static final String BASE = """
            janus:
              listeners:
                web:
                  bind: "127.0.0.1:0"
                  protocol: http
                  backend: app
                  routes:
                    - { match: { path: /v1 }, backend: api }
                pg: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
              backends:
                app:
                  timeouts: { connect: 2s }
                  endpoints: { app-1: { address: "127.0.0.1:1" }, app-2: { address: "127.0.0.1:2" } }
                api: { endpoints: { api-1: { address: "127.0.0.1:3" } } }
            """;

    private static ProxySpec spec(String text) throws BadConfigException {
        return ConfigLoader.standalone(null).read(text).validate(BuiltInBalancers.byName()).spec();
    }

    private static List<String> changes(String after) throws BadConfigException {
        return changes(BASE, after);
    }

    private static List<String> changes(String before, String after) throws BadConfigException {
        return SpecDiff.of(spec(before), spec(after)).stream().map(Change::line).toList();
    }

    @Test
    void the_same_in_other_words_is_no_change() throws BadConfigException {
        assertThat(changes(BASE.replace("connect: 2s", "connect: 2000ms") + "# a comment\n")).isEmpty();
    }

    @Test
    void endpoints_come_go_and_change() throws BadConfigException {
        assertThat(
                changes(BASE.replace("app-2: { address: \"127.0.0.1:2\" }", "app-3: { address: \"127.0.0.1:4\", weight: 7 }")))
                .containsExactly("endpoint app/app-2 is removed", "endpoint app/app-3 is added at 127.0.0.1:4 with weight 7");
        assertThat(changes(BASE.replace("\"127.0.0.1:2\"", "\"127.0.0.1:9\", weight: 3")))
                .containsExactly("endpoint app/app-2 changes address.port: 2 → 9, weight: 1 → 3");
    }

    @Test
    void settings_are_told_with_their_keys_and_both_values() throws BadConfigException {
        assertThat(changes(BASE.replace("connect: 2s", "connect: 5s")))
                .containsExactly("backend app changes timeouts.connect: 2s → 5s");
        assertThat(changes(BASE.replace("  pg: {", "  pg: { max-connections: 5,")))
                .containsExactly("listener pg changes max-connections: 10000 → 5");
        assertThat(changes(BASE.replace("api: { ", "api: { probe: { type: tcp }, ")))
                .containsExactly("backend api changes probe: none → probe");
    }

    @Test
    void listeners_and_backends_come_and_go_as_a_whole() throws BadConfigException {
        String without = BASE.replaceAll(" *pg:.*\n", "").replaceAll(" *- .*\n", "").replace("      routes:\n", "")
                .replaceAll(" *api:.*\n", "");

        assertThat(changes(without)).contains("listener pg is removed", "backend api is removed with 1 endpoint");
        assertThat(changes(without, BASE)).contains("listener pg is added on 127.0.0.1:0",
                "backend api is added with 1 endpoint");
    }

    @Test
    void a_new_route_says_whose_requests_it_takes() throws BadConfigException {
        String more = BASE.replace("        - { match: { path: /v1 }, backend: api }", """
                - { match: { path: /v1 }, backend: api }
                - { match: { path: /v1/users }, backend: app }
                - { match: { path: /new }, deny: true }""".indent(8).stripTrailing());

        assertThat(changes(more)).containsExactly(
                "route /v1/users of listener web is added and leads to backend app: until now these requests went to route /v1,"
                        + " which leads to backend api",
                "route /new of listener web is added and denies: until now these requests went to the listener's backend app");
        assertThat(changes(more, BASE)).contains(
                "route /v1/users of listener web is removed: its requests go to route /v1, which leads to backend api");
    }

    @Test
    void a_route_that_matches_the_same_is_the_same_route() throws BadConfigException {
        assertThat(changes(BASE.replace("/v1 }, backend: api", "/v1 }, backend: app")))
                .containsExactly("route /v1 of listener web changes backend: api → app");
    }

    @Test
    void a_route_that_kept_its_name_is_the_same_one_with_another_match() throws BadConfigException {
        String named = BASE.replace("{ match: { path: /v1 }", "{ name: one, match: { path: /v1 }");

        assertThat(changes(named, named.replace("/v1 }, backend: api", "/v2 }, backend: app"))).containsExactly(
                "route one of listener web matches /v2 instead of /v1, and changes backend: api → app");
    }

    @Test
    void what_a_route_does_is_told_in_words() throws BadConfigException {
        assertThat(changes(BASE.replace("/v1 }, backend: api", "/v1 }, deny: true"))).contains(
                "route /v1 of listener web changes action: to backend api → deny");
    }

    @Test
    void the_order_of_routes_of_equal_rank_is_a_change() throws BadConfigException {
        String one = "        - { match: { path: /v1, methods: [GET] }, backend: api }\n";
        String other = "        - { match: { path: /v1, methods: [GET, POST] }, backend: app }\n";
        String before = BASE.replace("      routes:\n", "      routes:\n" + one + other);

        assertThat(changes(before, BASE.replace("      routes:\n", "      routes:\n" + other + one))).containsExactly(
                "routes of listener web change their order, which decides between those of equal rank");
    }

    @Test
    void a_wide_route_leaves_narrow_ones_alone() throws BadConfigException {
        String narrow = BASE.replace("match: { path: /v1 }", "match: { host: a.example.com, path: /v1, methods: [GET] }");
        String wide = narrow.replace("      routes:\n",
                "      routes:\n        - { match: { host: \"*.example.com\" }, deny: true }\n");

        assertThat(changes(narrow, wide)).containsExactly(
                "route *.example.com of listener web is added and denies: until now these requests went to the listener's"
                        + " backend app");
    }

    @Test
    void a_protocol_that_changes_is_told_in_two_words() throws BadConfigException {
        assertThat(changes(BASE.replace("protocol: tcp", "protocol: http")))
                .containsExactly("listener pg changes protocol: tcp → http");
    }
}
