package io.janus.proxy.route;

import static io.janus.proxy.route.RouteDraft.route;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Redirect;

class RouteTest {

    private static String rewritten(RouteDraft draft, String received) {
        CanonicalPath path = new CanonicalPath();
        byte[] bytes = received.getBytes(ISO_8859_1);
        if (received.equals("*")) {
            path.asterisk();
        } else {
            assertThat(path.read(bytes, 0, bytes.length)).isTrue();
        }
        Bytes out = new Bytes(1);
        new Route(draft.build()).writePath(path, out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/v1  => /    => /v1          => /",
            "/v1  => /    => /v1/         => /",
            "/v1  => /    => /v1/x        => /x",
            "/v1/ => /    => /v1/x/       => /x/",
            "/v1  => /v2  => /v1          => /v2",
            "/v1  => /v2  => /v1/         => /v2/",
            "/v1  => /v2  => /v1/x        => /v2/x",
            "/v1  => /v2/ => /v1/x        => /v2/x",
            "/v1  => /a/b => /v1/x/y      => /a/b/x/y",
            "/    => /v2  => /            => /v2/",
            "/    => /v2  => /x           => /v2/x",
            "/    => /    => /x           => /x",
            "/v1  => /    => /v1//evil.org => /evil.org", // no location of another host, and no empty segment
            "/v1  => /    => /v1/a/../b   => /b",
            "/v1  => /v2  => /v1/%7Ea;p   => /v2/~a",
            "/a/b => /    => /a/./b/c     => /c",
    })
    void the_matched_prefix_is_replaced(String prefix, String rewrite, String received, String expected) {
        assertThat(rewritten(route("r").prefix(prefix).rewrite(rewrite), received)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/a/b => /c   => /a/b         => /c",
            "/a/b => /c/  => /a/b         => /c/",
            "/a/  => /    => /a/          => /",
    })
    void an_exact_path_is_replaced_whole(String exact, String rewrite, String received, String expected) {
        assertThat(rewritten(route("r").exact(exact).rewrite(rewrite), received)).isEqualTo(expected);
    }

    @Test
    void without_path_criterion_the_root_is_replaced() {
        assertThat(rewritten(route("r").rewrite("/v2"), "/x")).isEqualTo("/v2/x");
    }

    @Test
    void an_asterisk_is_not_rewritten() {
        assertThat(rewritten(route("r").rewrite("/v2"), "*")).isEqualTo("*");
    }

    private static String location(String to, String target, @Nullable String host) {
        byte[] bytes = (target + " " + host).getBytes(ISO_8859_1);
        Bytes out = new Bytes(1).add((byte) '>');
        int hostStart = host == null ? -1 : target.length() + 1;
        new Location(to).write(bytes, 0, target.length(), hostStart, host == null ? -1 : bytes.length, out);
        return out.toString().substring(1);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "https://b.org{path}        => /x?y=1    => https://b.org/x?y=1",
            "https://b.org{path}        => /a/../%7Ex => https://b.org/a/../%7Ex", // as it was received
            "https://b.org{path}        => ?y=1      => https://b.org/?y=1", // absolute form without path
            "https://{host}{path}       => /x        => https://a.example/x",
            "https://{host}/            => /x        => https://a.example/",
            "/new{path}                 => /x        => /new/x",
            "/fixed                     => /x        => /fixed",
            "{path}{path}               => /x        => /x/x",
            "{pat}{hos}                 => /x        => {pat}{hos}",
            "https://b.org{path}        => //c.org   => https://b.org//c.org",
            "{path}                     => //c.org   => /c.org", // would lead to c.org
            "{path}                     => ///c.org/ => /c.org/",
    })
    void a_location_is_filled_in(String to, String target, String expected) {
        assertThat(location(to, target, "A.Example.:8080")).isEqualTo(expected);
    }

    @Test
    void without_host_the_location_has_none() {
        assertThat(location("https://{host}{path}", "/x", null)).isEqualTo("https:///x");
    }

    @Test
    void a_route_says_what_it_does() {
        Route forward = new Route(route("r").requestTimeout(Duration.ofSeconds(2)).build());
        assertThat(forward.isDenied()).isFalse();
        assertThat(forward.redirect()).isNull();
        assertThat(forward.rewrites()).isFalse();
        assertThat(forward.requestTimeoutNanos()).isEqualTo(2_000_000_000L);
        assertThat(forward.responseTimeoutNanos()).isZero();
        assertThat(new Route(route("r").to(new Deny()).build()).isDenied()).isTrue();
        Route redirect = new Route(route("r").to(new Redirect(308, "/x")).build());
        assertThat(Objects.requireNonNull(redirect.redirect()).status()).isEqualTo(308);
        assertThat(new Route(route("r").rewrite("/").build()).rewrites()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/a\r\nx: y", "/a\n", "/a\0" })
    void what_would_end_a_line_cannot_be_compiled(String text) {
        assertThatThrownBy(() -> new Route(route("r").rewrite(text).build())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Route(route("r").to(new Redirect(301, text)).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
