package io.janus.quarkus.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.proxy.spec.AddressRange;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.quarkus.explain.Routed.How;
import io.janus.quarkus.testing.TestHttp;
import io.netty.util.NetUtil;

class RoutedTest {

    private static final Forward APP = new Forward("app", Optional.empty());

    private static RouteSpec route(String name, Match match, RouteSpec.Action action) {
        return new RouteSpec(Optional.of(name), match, action, HeaderEditsSpec.NONE, HeaderEditsSpec.NONE, Optional.empty(),
                Optional.empty());
    }

    private static Match match(String host, String path, Set<String> methods, Map<String, String> headers) {
        return new Match(Optional.of(host).filter(h -> !h.isEmpty()), Optional.of(path).filter(p -> !p.isEmpty()),
                Optional.empty(), methods, headers);
    }

    private static List<String> whys(Explanation explained) {
        return explained.way().considered().stream().map(one -> one.route().name().orElse("-") + ": " + one.why()).toList();
    }

    @Test
    void each_route_says_why_it_was_picked_or_not_the_nearest_first() {
        ExplainFixture fixture = new ExplainFixture().routes(
                route("other-host", match("b.example", "/api", Set.of(), Map.of()), APP),
                route("wild", match("*.b.example", "", Set.of(), Map.of()), APP),
                route("all", match("", "/", Set.of(), Map.of()), APP),
                route("api", match("", "/api", Set.of(), Map.of()), APP),
                route("post", match("", "/api", Set.of("POST", "PUT"), Map.of()), APP),
                route("beta", match("", "/api", Set.of(), Map.of("x-beta", "1")), APP),
                route("v2", match("", "/api/v2", Set.of(), Map.of()), APP),
                route("exact", new Match(Optional.empty(), Optional.empty(), Optional.of("/api"), Set.of(), Map.of()), APP));

        Explanation explained = fixture.web("GET", "http://a.example/api/./users?x=1");

        assertThat(explained.way().route().orElseThrow().name()).contains("api");
        assertThat(explained.way().how()).isEqualTo(How.ROUTE);
        assertThat(explained.way().request().orElseThrow())
                .isEqualTo(new Routed.Request("GET", "a.example", Optional.of("/api/users")));
        assertThat(whys(explained)).containsExactly(
                "api: picked",
                "all: matches, but the one picked is more specific: its path is longer",
                "beta: there is no header x-beta",
                "post: method GET is not POST or PUT",
                "exact: path /api/users is not just /api",
                "v2: path /api/v2 does not cover /api/users",
                "other-host: host a.example is not b.example",
                "wild: host a.example is not *.b.example, which stands for one label");
        assertThat(whys(fixture.web("GET", "/api/users", "X-Beta: 2"))).contains("beta: header x-beta is 2 and not 1");
    }

    @Test
    void of_two_that_match_alike_the_first_is_picked_and_the_other_says_so() {
        Match match = match("", "/api", Set.of(), Map.of());
        assertThat(whys(new ExplainFixture().routes(route("one", match, APP), route("two", match, APP)).web("GET", "/api")))
                .containsExactly("one: picked",
                        "two: matches as well as the one picked, which comes first in the configuration");
    }

    @Test
    void of_thousands_the_nearest_hundred_are_told() {
        RouteSpec[] routes = IntStream.range(0, 5000)
                .mapToObj(i -> route("r" + i, match("", "/p" + i, Set.of(i % 2 == 0 ? "GET" : "POST"), Map.of()), APP))
                .toArray(RouteSpec[]::new);

        Routed way = new ExplainFixture().routes(routes).web("GET", "/p4321").way();

        assertThat(way.considered()).hasSize(100);
        assertThat(way.considered().get(0).why()).isEqualTo("method GET is not POST");
        assertThat(way.consideredMore()).isEqualTo(4900);
    }

    @Test
    void what_no_route_takes_goes_to_the_default_backend_or_is_answered_404() {
        RouteSpec api = route("api", match("", "/api", Set.of(), Map.of()), APP);
        Explanation fallback = new ExplainFixture()
                .apply(ExplainFixture.app(1), TestHttp.http(Optional.of("app"), api)).web("GET", "/x");
        assertThat(fallback.way().how()).isEqualTo(How.DEFAULT_BACKEND);
        assertThat(fallback.answer()).isEmpty();

        Explanation none = new ExplainFixture().routes(api).web("GET", "/x");
        assertThat(none.way().how()).isEqualTo(How.NO_ROUTE);
        assertThat(none.answer().orElseThrow().status()).hasValue(404);
        assertThat(none.answer().orElseThrow().code()).isEqualTo("no_route");
        assertThat(none.picks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET | /a%2Fb | 400 | bad_path",
            "GET | /../a | 400 | bad_path",
            "GET | /a b | 400 | bad_request_line",
            "GET | /ä | 400 | bad_request_line",
            "GET | http://a_b c/ | 400 | bad_host",
            "GET | * | 400 | bad_request_line",
            "CONNECT | a.example:443 | 405 | method_not_allowed",
            "GET | /deny/x | 403 | denied" })
    void what_janus_answers_itself_is_said(String method, String url, int status, String code) {
        OwnAnswer answer = new ExplainFixture().routes(route("deny", match("", "/deny", Set.of(), Map.of()), new Deny()))
                .web(method, url).answer().orElseThrow();

        assertThat(answer.status()).isEqualTo(OptionalInt.of(status));
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.why()).isNotEmpty();
    }

    @Test
    void a_head_that_is_too_large_is_said() {
        ExplainFixture fixture = new ExplainFixture().routes();
        assertThat(fixture.web("GET", "/" + "a".repeat(8191)).answer().orElseThrow().code()).isEqualTo("uri_too_long");
        assertThat(
                fixture.web("GET", "/", "a: " + "b".repeat(8000), "c: " + "d".repeat(8000), "e: " + "f".repeat(8000)).answer()
                        .orElseThrow().code())
                .isEqualTo("head_too_large");
    }

    @Test
    void a_redirect_says_where_it_leads() {
        OwnAnswer answer = new ExplainFixture()
                .routes(route("to", match("", "/", Set.of(), Map.of()), new Redirect(308, "https://{host}{path}")))
                .web("GET", "http://A.example:8080/x?y=z#part").answer().orElseThrow();

        assertThat(answer.status()).hasValue(308);
        assertThat(answer.location()).contains("https://a.example/x?y=z");
    }

    @Test
    void the_asterisk_takes_routes_without_path_only() {
        assertThat(whys(new ExplainFixture().routes(route("path", match("", "/", Set.of(), Map.of()), APP),
                route("any", match("", "", Set.of(), Map.of()), APP)).web("OPTIONS", "*"))).containsExactly("any: picked",
                        "path: * is no path, and only a route without path takes it");
    }

    @Test
    void the_host_is_that_of_the_field_else_of_the_url_else_localhost() {
        ExplainFixture fixture = new ExplainFixture().routes();
        assertThat(fixture.web("GET", "http://a.example/", "host: B.example.:80").way().request().orElseThrow().host())
                .isEqualTo("b.example");
        assertThat(fixture.web("GET", "http://a.example?x").way().request().orElseThrow())
                .isEqualTo(new Routed.Request("GET", "a.example", Optional.of("/")));
        assertThat(fixture.web("GET", "/").way().request().orElseThrow().host()).isEqualTo("localhost");
    }

    @Test
    void the_client_is_who_a_trusted_peer_names_and_nobody_else() {
        HttpSpec open = TestHttp.http(Optional.of("app"));
        HttpSpec trusting = new HttpSpec(open.backend(), open.routes(), open.limits(), open.timeouts(),
                List.of(new AddressRange(NetUtil.createInetAddressFromIpAddressString("10.0.0.0"), 8)), false);
        ExplainFixture fixture = new ExplainFixture().apply(ExplainFixture.app(1), trusting);

        assertThat(fixture.web("GET", "/", "X-Forwarded-For: 192.0.2.9").way().client().getHostAddress())
                .isEqualTo("192.0.2.9");
        assertThat(fixture.explain("web", "GET", "/", "172.16.0.1", "X-Forwarded-For: 192.0.2.9").way().client()
                .getHostAddress()).isEqualTo("172.16.0.1");
    }
}
