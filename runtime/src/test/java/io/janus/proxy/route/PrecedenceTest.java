package io.janus.proxy.route;

import static io.janus.proxy.route.RouteDraft.route;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which route a request takes when several match, and when the most specific does not after all. */
class PrecedenceTest {

    private final Routing paths = new Routing(
            route("any"),
            route("root").prefix("/"),
            route("v1").prefix("/v1"),
            route("users").prefix("/v1/users/"),
            route("exact").exact("/v1/users"),
            route("slashed").exact("/v1/"),
            route("home").exact("/"));

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/             => home",
            "/x            => root",
            "/v1           => v1",
            "/v1/          => slashed",
            "/v1/x         => v1",
            "/v1x          => root",
            "/v1x/users    => root",
            "/v1/users     => exact",
            "/v1/users/    => users",
            "/v1/users/42  => users",
            "/v1/usersx    => v1",
            "/V1           => root",
            "/v            => root",
            "/v1//users/./7 => users",
            "/x/../v1/a    => v1",
            "*             => any",
    })
    void the_exact_path_wins_then_the_longest_prefix_of_whole_segments(String target, String expected) {
        assertThat(paths.get("any.example", target)).isEqualTo(expected);
    }

    @Test
    void an_asterisk_matches_only_routes_without_path() {
        Routing routing = new Routing(route("root").prefix("/"), route("home").exact("/"));
        assertThat(routing.ask("OPTIONS", "a.example", "*")).isEqualTo("none");
    }

    private final Routing hosts = new Routing(
            route("any"),
            route("wild").host("*.example.com"),
            route("api").host("api.example.com"),
            route("apex").host("example.com"),
            route("v6").host("[::1]"),
            route("v4").host("127.0.0.1"));

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "api.example.com        => api",
            "API.Example.COM        => api",
            "api.example.com:8080   => api",
            "api.example.com.       => api",
            "api.example.com.:80    => api",
            "api.example.com..      => any",
            "api.example.com:       => api",
            "www.example.com        => wild",
            "WWW.EXAMPLE.com.:1     => wild",
            "a.b.example.com        => any",
            ".example.com           => any",
            "example.com            => apex",
            "example.com:443        => apex",
            "xample.com             => any",
            "other.org              => any",
            "[::1]                  => v6",
            "[::1]:8080             => v6",
            "[::11]                 => any",
            "127.0.0.1:80           => v4",
            "127.0.0.1              => v4",
            "127.0.0.11             => any",
    })
    void the_exact_host_wins_then_a_wildcard_of_one_label(String host, String expected) {
        assertThat(hosts.get(host, "/")).isEqualTo(expected);
    }

    @Test
    void without_host_only_routes_without_host_match() {
        assertThat(hosts.ask("GET", null, "/")).isEqualTo("any");
        assertThat(hosts.get("", "/")).isEqualTo("any");
        assertThat(new Routing(route("api").host("api.example.com")).ask("GET", null, "/")).isEqualTo("none");
    }

    @Test
    void the_host_counts_more_than_the_path_and_the_path_more_than_the_method() {
        Routing routing = new Routing(
                route("exact path").exact("/a/b").methods("GET"),
                route("wild").host("*.example.com").prefix("/a/b").methods("GET"),
                route("host").host("www.example.com"),
                route("long").prefix("/a/b/c"),
                route("short with method").prefix("/a/b").methods("GET"));
        assertThat(routing.get("www.example.com", "/a/b")).isEqualTo("host");
        assertThat(routing.get("x.example.com", "/a/b")).isEqualTo("wild");
        assertThat(routing.get("other.org", "/a/b/c")).isEqualTo("long");
        assertThat(routing.get("other.org", "/a/b/x")).isEqualTo("short with method");
        assertThat(routing.get("other.org", "/a/b")).isEqualTo("exact path");
    }

    @Test
    void methods_count_more_than_none_and_of_equals_the_first_wins() {
        Routing routing = new Routing(
                route("all").prefix("/a"),
                route("reads").prefix("/a").methods("GET", "HEAD"),
                route("gets").prefix("/a").methods("GET"),
                route("purges").prefix("/a").methods("PURGE"),
                route("all again").prefix("/a"));
        assertThat(routing.ask("GET", "h", "/a")).isEqualTo("reads");
        assertThat(routing.ask("HEAD", "h", "/a")).isEqualTo("reads");
        assertThat(routing.ask("PURGE", "h", "/a")).isEqualTo("purges");
        assertThat(routing.ask("get", "h", "/a")).isEqualTo("all");
        assertThat(routing.ask("GETS", "h", "/a")).isEqualTo("all");
        assertThat(routing.ask("GE", "h", "/a")).isEqualTo("all");
        assertThat(routing.ask("POST", "h", "/a")).isEqualTo("all");
    }

    @Test
    void a_route_that_does_not_accept_the_request_leaves_it_to_less_specific_ones() {
        Routing routing = new Routing(
                route("exact").host("www.example.com").exact("/a/b/c").methods("PUT"),
                route("long").host("www.example.com").prefix("/a/b/c").methods("POST"),
                route("middle").host("www.example.com").prefix("/a/b").methods("DELETE"),
                route("host root").host("www.example.com").prefix("/").methods("PATCH"),
                route("host").host("www.example.com").methods("TRACE"),
                route("wild").host("*.example.com").exact("/a/b/c").methods("HEAD"),
                route("wild prefix").host("*.example.com").prefix("/a").methods("OPTIONS"),
                route("any").exact("/a/b/c").methods("PURGE"),
                route("last").prefix("/a").methods("GET"));
        assertThat(routing.ask("PUT", "www.example.com", "/a/b/c")).isEqualTo("exact");
        assertThat(routing.ask("POST", "www.example.com", "/a/b/c")).isEqualTo("long");
        assertThat(routing.ask("DELETE", "www.example.com", "/a/b/c")).isEqualTo("middle");
        assertThat(routing.ask("PATCH", "www.example.com", "/a/b/c")).isEqualTo("host root");
        assertThat(routing.ask("TRACE", "www.example.com", "/a/b/c")).isEqualTo("host");
        assertThat(routing.ask("HEAD", "www.example.com", "/a/b/c")).isEqualTo("wild");
        assertThat(routing.ask("OPTIONS", "www.example.com", "/a/b/c")).isEqualTo("wild prefix");
        assertThat(routing.ask("PURGE", "www.example.com", "/a/b/c")).isEqualTo("any");
        assertThat(routing.ask("GET", "www.example.com", "/a/b/c")).isEqualTo("last");
        assertThat(routing.ask("COPY", "www.example.com", "/a/b/c")).isEqualTo("none");
        assertThat(routing.ask("POST", "www.example.com", "/a/b/c/d")).isEqualTo("long");
        assertThat(routing.ask("PUT", "www.example.com", "/a/b/c/d")).isEqualTo("none");
    }

    @Test
    void a_table_without_routes_matches_nothing() {
        assertThat(new Routing().get("a.example", "/")).isEqualTo("none");
    }

    @Test
    void a_route_path_is_read_like_a_request_path() {
        Routing routing = new Routing(route("cafe").prefix("/caf\u00e9/"), route("admin").exact("/%61dmin"));
        assertThat(routing.get("h", "/caf%c3%a9/x")).isEqualTo("cafe");
        assertThat(routing.get("h", "/admin")).isEqualTo("admin");
    }
}
