package io.janus.proxy.route;

import static io.janus.proxy.route.RouteDraft.route;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.TargetForm;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.spec.RouteSpec.Redirect;

/** Routes of requests as the scanner reads them: what fields they ask for, and every form of target. */
class ScannedRequestTest {

    private final RequestHead head = new RequestHead();
    private final CanonicalPath path = new CanonicalPath();
    private byte[] bytes = {};

    /** Scans a head of the given lines. */
    private void scan(String... lines) {
        byte[] text = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
        bytes = Arrays.copyOf(text, text.length + RequestHead.SENTINEL);
        assertThat(head.scan(bytes, 0, text.length, new HeadLimits(4096, 100, 1024))).isEqualTo(Verdict.COMPLETE);
        if (head.targetForm() == TargetForm.ASTERISK) {
            path.asterisk();
        } else {
            assertThat(path.read(bytes, head.pathStart(), head.pathEnd())).isTrue();
        }
    }

    private String match(RouteTable table) {
        int index = table.match(bytes, head, path);
        return index == RouteTable.NONE ? "none" : table.routes().get(index).spec().name().orElseThrow();
    }

    private static RouteTable table(RouteDraft... routes) {
        return RouteTable.compile(Arrays.stream(routes).map(RouteDraft::build).toList());
    }

    @ParameterizedTest
    @CsvSource({ "x-canary: 1,canary", "X-Canary: 1,canary", "X-CANARY:1,canary", "x-canary:   1  ,canary", "x-canary: 10,all",
            "x-canary: ,all", "x-canary: on,all", "x-canary-2: 1,all", "x-canar: 1,all" })
    void a_field_has_just_this_value_whatever_the_case_of_its_name(String line, String expected) {
        scan("GET /a HTTP/1.1", "Host: a.example", line);
        assertThat(match(table(route("all"), route("canary").header("x-canary", "1")))).isEqualTo(expected);
    }

    @Test
    void values_are_compared_with_case() {
        scan("GET /a HTTP/1.1", "Host: a.example", "x-env: Prod");
        assertThat(match(table(route("small").header("x-env", "prod")))).isEqualTo("none");
        assertThat(match(table(route("capital").header("x-env", "Prod")))).isEqualTo("capital");
    }

    @Test
    void of_several_lines_any_may_have_the_value() {
        scan("GET /a HTTP/1.1", "x-canary: 0", "Host: a.example", "x-canary: 1", "x-canary: 2");
        assertThat(match(table(route("canary").header("x-canary", "1")))).isEqualTo("canary");
        assertThat(match(table(route("canary").header("x-canary", "3")))).isEqualTo("none");
    }

    @Test
    void all_fields_are_asked_for_and_more_count_more() {
        RouteTable table = table(route("none of it"), route("one").header("a", "1"),
                route("two").header("a", "1").header("b", "2"),
                route("method").methods("GET"));
        scan("POST / HTTP/1.1", "Host: h", "a: 1", "b: 2");
        assertThat(match(table)).isEqualTo("two");
        scan("POST / HTTP/1.1", "Host: h", "a: 1", "b: 3");
        assertThat(match(table)).isEqualTo("one");
        scan("POST / HTTP/1.1", "Host: h", "b: 2");
        assertThat(match(table)).isEqualTo("none of it");
        scan("GET / HTTP/1.1", "Host: h", "a: 1", "b: 2");
        assertThat(match(table)).as("a method counts more than any number of fields").isEqualTo("method");
    }

    @Test
    void a_longer_prefix_whose_fields_are_missing_falls_through_to_a_shorter_one() {
        RouteTable table = table(route("short").prefix("/a"), route("long").prefix("/a/b").header("x", "1"),
                route("exact").exact("/a/b/c").header("x", "2"));
        scan("GET /a/b/c HTTP/1.1", "Host: h");
        assertThat(match(table)).isEqualTo("short");
        scan("GET /a/b/c HTTP/1.1", "Host: h", "x: 1");
        assertThat(match(table)).isEqualTo("long");
        scan("GET /a/b/c HTTP/1.1", "Host: h", "x: 2");
        assertThat(match(table)).isEqualTo("exact");
    }

    @Test
    void the_authority_of_an_absolute_target_counts() {
        RouteTable table = table(route("a").host("a.example"), route("b").host("b.example"));
        scan("GET http://A.example:80/x HTTP/1.1", "Host: b.example");
        assertThat(match(table)).isEqualTo("a");
        scan("GET http://b.example HTTP/1.1", "Host: b.example");
        assertThat(match(table)).isEqualTo("b");
    }

    @Test
    void the_query_is_no_part_of_the_path() {
        scan("GET /a/b?c=/d/../e HTTP/1.1", "Host: h");
        assertThat(match(table(route("exact").exact("/a/b")))).isEqualTo("exact");
        assertThat(path.hadDotSegments()).isFalse();
    }

    @Test
    void an_old_request_without_host_matches_routes_without_host() {
        RouteTable table = table(route("host").host("a.example"), route("any").prefix("/"));
        scan("GET /x HTTP/1.0");
        assertThat(match(table)).isEqualTo("any");
    }

    @Test
    void options_for_the_whole_server_match_routes_without_path() {
        scan("OPTIONS * HTTP/1.1", "Host: a.example");
        assertThat(match(table(route("root").prefix("/"), route("host").host("a.example")))).isEqualTo("host");
    }

    @ParameterizedTest
    @CsvSource({ "GET /x?y=1 HTTP/1.1,https://new.example/x?y=1", "GET http://a.example/x?y HTTP/1.1,https://new.example/x?y",
            "GET http://a.example?y HTTP/1.1,https://new.example/?y", "GET http://a.example HTTP/1.1,https://new.example/",
            "OPTIONS * HTTP/1.1,https://new.example/", "GET /a;b/%7E/.//c HTTP/1.1,https://new.example/a;b/%7E/.//c" })
    void a_redirect_keeps_path_and_query_as_they_were_received(String line, String expected) {
        scan(line, "Host: a.example");
        Bytes out = new Bytes(1);
        new Route(route("r").to(new Redirect(308, "https://new.example{path}")).build()).writeLocation(bytes, head, out);
        assertThat(out.toString()).isEqualTo(expected);
    }

    @Test
    void a_match_allocates_nothing() {
        List<RouteDraft> routes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            routes.add(route("r" + i).host(i % 3 == 0 ? "*.example" + i : "a.example" + i % 10).prefix("/p" + i + "/q")
                    .methods("GET").header("x", "1"));
        }
        routes.add(route("last").prefix("/p7"));
        RouteTable table = table(routes.toArray(new RouteDraft[0]));
        scan("GET /p7/q/r;s/../t HTTP/1.1", "Host: A.example7:8080", "y: 2", "X: 1");
        assertThat(match(table)).isEqualTo("r7");
        Allocation.assertNone(i -> table.match(bytes, head, path));
        scan("PURGE /p7/q/r HTTP/1.1", "Host: a.example7:8080", "y: 2", "X: 1");
        assertThat(match(table)).isEqualTo("last");
        Allocation.assertNone(i -> table.match(bytes, head, path));
    }

    @Test
    void writing_a_path_or_location_allocates_nothing() {
        scan("GET /old/x?y HTTP/1.1", "Host: a.example");
        Route rewrite = new Route(route("r").prefix("/old").rewrite("/new").build());
        Route redirect = new Route(route("r").to(new Redirect(308, "https://{host}{path}")).build());
        Bytes out = new Bytes(256);
        Allocation.assertNone(i -> {
            rewrite.writePath(path, out.clear());
            redirect.writeLocation(bytes, head, out.clear());
        });
    }
}
