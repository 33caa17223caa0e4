package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.proxy.spec.AccessLogSpec;
import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BackendTimeouts;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.PoolSpec;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.proxy.spec.RouteSpec.Redirect;

/** HTTP listeners and what becomes of them. */
class HttpFilesTest {

    private static final HttpSpec.Limits LIMITS = new HttpSpec.Limits(16384, 100, 8192, 8192, 0, 0);
    private static final HttpSpec.Timeouts TIMEOUTS = new HttpSpec.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(75),
            Duration.ofSeconds(60), Duration.ofHours(1));

    private static final String MINIMAL = ConfigFiles.MINIMAL.replace("protocol: tcp", "protocol: http");

    @TempDir
    private Path folder;

    private LoadedConfig load(String text) throws BadConfigException {
        return new ConfigFiles(folder).with(text).load();
    }

    /** The listener {@code web} with more lines, as they stand below its name. */
    private HttpSpec web(String more) throws BadConfigException {
        return http(load(MINIMAL.replace("backend: app\n", "backend: app\n" + more.indent(6))), "web");
    }

    private static HttpSpec http(LoadedConfig loaded, String listener) {
        return (HttpSpec) ConfigFiles.listener(loaded, listener).protocol();
    }

    private static LoadedConfig resource(String name) throws BadConfigException {
        return ConfigLoader.standalone(Path.of("src", "test", "resources", name)).load(TestPolicies.ALL);
    }

    private RouteSpec route(String text) throws BadConfigException {
        return web("routes:\n  - " + text + "\n").routes().get(0);
    }

    @Test
    void ten_lines_are_enough_and_the_rest_has_defaults() throws BadConfigException {
        assertThat(load(MINIMAL).spec().listeners()).isEqualTo(Map.of("web",
                new ListenerSpec("web", new InetSocketAddress("127.0.0.1", 8080), 10_000,
                        new HttpSpec(Optional.of("app"), List.of(), LIMITS, TIMEOUTS, List.of(), false))));
    }

    @Test
    void every_key_of_a_listener_and_its_routes_can_be_set() throws Exception {
        assertThat(ConfigFiles.listener(resource("everything.yaml"), "web")).isEqualTo(
                new ListenerSpec("web", new InetSocketAddress("::1", 8080), 20_000, new HttpSpec(Optional.of("app"), List.of(
                        new RouteSpec(Optional.of("v1"),
                                new Match(Optional.of("*.example.com"), Optional.of("/v1"), Optional.empty(),
                                        Set.of("GET", "POST"), Map.of("x-canary", "1")),
                                new Forward("app", Optional.of("/")),
                                new HeaderEditsSpec(List.of("x-debug"), Map.of("x-env", "prod"), Map.of("X-Way", "a b")),
                                new HeaderEditsSpec(List.of("x-powered-by", "via"),
                                        Map.of("server", "janus", "date", "Thu, 01 Jan 1970 00:00:00 GMT"),
                                        Map.of("x-served-by", "janus")),
                                Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofSeconds(10))),
                        new RouteSpec(Optional.empty(),
                                new Match(Optional.empty(), Optional.empty(), Optional.of("/internal"), Set.of(), Map.of()),
                                new Deny(), HeaderEditsSpec.NONE, HeaderEditsSpec.NONE, Optional.empty(), Optional.empty()),
                        new RouteSpec(Optional.empty(),
                                new Match(Optional.of("old.example.com"), Optional.empty(), Optional.empty(), Set.of(),
                                        Map.of()),
                                new Redirect(308, "https://{host}/new?from=x"), HeaderEditsSpec.NONE, HeaderEditsSpec.NONE,
                                Optional.empty(), Optional.empty())),
                        new HttpSpec.Limits(65536, 200, 10_000, 1024, 1000, 10 * 1024 * 1024),
                        new HttpSpec.Timeouts(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(30),
                                Duration.ofHours(2)),
                        List.of(new AddressRange(InetAddress.getByName("10.0.0.0"), 8),
                                new AddressRange(InetAddress.getByName("fd00::"), 8),
                                new AddressRange(InetAddress.getByName("192.0.2.7"), 32)),
                        true), Optional.of(new AccessLogSpec("{client} {path}", "/var/log/janus/web.log"))));
    }

    @Test
    void every_key_of_a_backend_for_http_can_be_set() throws BadConfigException {
        BackendSpec app = ConfigFiles.backend(resource("everything.yaml"), "app");

        assertThat(app.timeouts()).isEqualTo(new BackendTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30),
                Optional.of(Duration.ofSeconds(90)), Duration.ofSeconds(100), Optional.of(Duration.ofSeconds(20))));
        assertThat(app.retries()).isEqualTo(new RetriesSpec(3, Set.of(Condition.TIMEOUT, Condition.RESET), Set.of(502, 599),
                Duration.ofMillis(100), Duration.ofSeconds(1), 50, 3));
        assertThat(app.pool()).isEqualTo(new PoolSpec(64, Duration.ofMinutes(10), 5000));
    }

    @Test
    void the_example_of_the_format_loads() throws BadConfigException {
        LoadedConfig loaded = resource("example.yaml");

        assertThat(loaded.spec().listeners()).containsOnlyKeys("web", "postgres");
        assertThat(loaded.spec().backends()).containsOnlyKeys("app", "api", "postgres");
        assertThat(http(loaded, "web").routes()).extracting(RouteSpec::action).containsExactly(
                new Forward("api", Optional.of("/")), new Forward("app", Optional.empty()), new Deny(),
                new Redirect(308, "https://www.example.com{path}"));
    }

    @Test
    void a_listener_with_routes_needs_no_backend() throws BadConfigException {
        HttpSpec web = http(load(MINIMAL.replace("backend: app\n", "routes: [ { match: { path: /a }, backend: app } ]\n")),
                "web");

        assertThat(web.backend()).isEmpty();
        assertThat(web.backends()).containsExactly("app");
    }

    @Test
    void an_empty_list_of_routes_is_none() throws BadConfigException {
        assertThat(web("routes: []").routes()).isEmpty();
    }

    @Test
    void routes_keep_the_order_of_the_file_beyond_ten() throws BadConfigException {
        StringBuilder text = new StringBuilder("routes:\n");
        for (int i = 0; i < 12; i++) {
            text.append("  - { name: r").append(i).append(", match: { path: /").append(i).append(" }, backend: app }\n");
        }

        assertThat(web(text.toString()).routes()).extracting(route -> route.name().orElseThrow()).containsExactly("r0", "r1",
                "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11");
    }

    @Test
    void the_lines_of_keys_inside_list_items_are_known() throws BadConfigException {
        KeyLines lines = load(MINIMAL.replace("backend: app\n", """
                backend: app
                      routes:
                        - match: { path: /a }
                          backend: app
                        - deny: true
                          match:
                            path: /b
                """)).lines();

        assertThat(lines.of("listeners.web.routes")).isEqualTo(7);
        assertThat(lines.of("listeners.web.routes[0].backend")).isEqualTo(9);
        assertThat(lines.of("listeners.web.routes[1]")).isEqualTo(10);
        assertThat(lines.of("listeners.web.routes[1].match.path")).isEqualTo(12);
        assertThat(lines.of("listeners.web.routes[1].match.host")).as("the nearest key above").isEqualTo(11);
        assertThat(lines.of("listeners.web.routes[2]")).as("the list").isEqualTo(7);
    }

    @Test
    void a_redirect_is_for_this_once_unless_its_status_says_otherwise() throws BadConfigException {
        assertThat(route("redirect: { to: /x }").action()).isEqualTo(new Redirect(302, "/x"));
    }

    @Test
    void a_route_may_be_denied_in_so_many_words() throws BadConfigException {
        assertThat(route("{ match: { path: /a }, backend: app, deny: false }").action())
                .isEqualTo(new Forward("app", Optional.empty()));
    }

    @Test
    void hosts_are_compared_in_lower_case_without_a_dot_at_the_end() throws BadConfigException {
        assertThat(route("{ match: { host: WWW.Example.COM. }, deny: true }").match().host()).contains("www.example.com");
    }

    @Test
    void hosts_may_be_addresses_and_have_underscores() throws BadConfigException {
        assertThat(web("""
                routes:
                  - { match: { host: 10.0.0.1 }, deny: true }
                  - { match: { host: "[FD00::1]" }, deny: true }
                  - { match: { host: my_app }, deny: true }
                """).routes()).extracting(route -> route.match().host().orElseThrow()).containsExactly("10.0.0.1", "[fd00::1]",
                "my_app");
    }

    @Test
    void methods_of_ones_own_may_be_in_lower_case() throws BadConfigException {
        assertThat(route("{ match: { methods: [M-SEARCH, purge, GET, GET] }, deny: true }").match().methods())
                .containsExactlyInAnyOrder("M-SEARCH", "purge", "GET");
    }

    @Test
    void routes_that_differ_in_one_header_are_two() throws BadConfigException {
        assertThat(web("""
                routes:
                  - { match: { path: /a, headers: { x: "1" } }, backend: app }
                  - { match: { path: /a, headers: { x: "2" } }, backend: app }
                  - { match: { path: /a }, backend: app }
                  - { match: { path-exact: /a }, backend: app }
                """).routes()).hasSize(4);
    }

    @Test
    void a_header_may_be_added_in_two_spellings_and_the_host_be_set() throws BadConfigException {
        HeaderEditsSpec edits = route("{ backend: app, request-headers: { add: { x-a: a, X-A: b }, set: { host: internal } } }")
                .requestHeaders();

        assertThat(edits.add()).isEqualTo(Map.of("x-a", "a", "X-A", "b"));
        assertThat(edits.set()).isEqualTo(Map.of("host", "internal"));
    }

    @Test
    void sizes_are_bytes_or_have_a_unit_in_either_case() throws BadConfigException {
        HttpSpec.Limits limits = web("http: { max-head: 4096, max-request-line: 1k, max-trailers: 1M, max-body: 2T }").limits();

        assertThat(limits).isEqualTo(new HttpSpec.Limits(4096, 100, 1024, 1024 * 1024, 0, 2L << 40));
    }

    @Test
    void a_head_smaller_than_the_usual_request_line_bounds_it() throws BadConfigException {
        assertThat(web("http: { max-head: 4K }").limits().maxRequestLine()).isEqualTo(4096);
    }

    @Test
    void a_backoff_longer_than_the_usual_maximum_raises_it() throws BadConfigException {
        RetriesSpec retries = ConfigFiles.backend(load(MINIMAL + "      retries: { backoff: 2s }\n"), "app").retries();

        assertThat(retries.maxBackoff()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void an_empty_list_of_failures_repeats_no_request() throws BadConfigException {
        RetriesSpec retries = ConfigFiles.backend(load(MINIMAL + "      retries: { when: [] }\n"), "app").retries();

        assertThat(retries.when()).isEmpty();
        assertThat(retries.statuses()).isEmpty();
    }

    @Test
    void idle_times_differ_by_protocol_until_one_is_set() throws BadConfigException {
        BackendTimeouts timeouts = ConfigFiles.backend(load(MINIMAL), "app").timeouts();

        assertThat(timeouts.sessionIdle()).isEqualTo(Duration.ofHours(1));
        assertThat(timeouts.pooledIdle()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void routes_share_settings_through_aliases() throws BadConfigException {
        assertThat(load("x-edits: &edits { set: { x-env: prod } }\n" + MINIMAL.replace("backend: app\n", """
                backend: app
                      routes:
                        - { match: { path: /a }, backend: app, request-headers: *edits }
                        - { match: { path: /b }, backend: app, request-headers: *edits }
                """)).spec().listeners().get("web")).extracting(web -> ((HttpSpec) web.protocol()).routes()).asList()
                .extracting(route -> ((RouteSpec) route).requestHeaders().set()).containsOnly(Map.of("x-env", "prod"));
    }

    @Test
    void ten_thousand_routes_load() throws BadConfigException {
        StringBuilder text = new StringBuilder("routes:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("  - { name: r").append(i).append(", match: { host: h").append(i % 100)
                    .append(".example.com, path: /v1/").append(i).append(", methods: [GET] }, backend: app }\n");
        }

        assertThat(web(text.toString()).routes()).hasSize(10_000);
    }
}
