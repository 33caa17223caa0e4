package io.janus.proxy.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients may send and what routes then see. The danger is always the same: Janus takes a path for one thing, and an
 * endpoint that decodes, strips or resolves in another order serves another, past a route that denies it.
 */
class CanonicalPathTest {

    private final CanonicalPath path = new CanonicalPath();

    private boolean read(String received) {
        byte[] bytes = ("GET " + received + " HTTP/1.1").getBytes(ISO_8859_1);
        return path.read(bytes, 4, bytes.length - " HTTP/1.1".length());
    }

    private String canonical() {
        return new String(path.bytes(), 0, path.length(), ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/                          => /",
            "/a                         => /a",
            "/a/                        => /a/",
            "/v1/users/42               => /v1/users/42",
            "/A/b                       => /A/b", // paths are case-sensitive
            "/a.b/c..d/e.               => /a.b/c..d/e.",
            "/a:b@c!$&'()*+,=~_-        => /a:b@c!$&'()*+,=~_-",
    })
    void what_is_canonical_stays(String received, String expected) {
        assertThat(read(received)).isTrue();
        assertThat(canonical()).isEqualTo(expected);
        assertThat(path.hadDotSegments()).isFalse();
    }

    @Test
    void an_empty_path_is_the_root() {
        assertThat(read("")).isTrue();
        assertThat(canonical()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/%61                       => /a",
            "/%7Euser                   => /~user",
            "/%7euser                   => /~user",
            "/%41%5A%30%39%2d%2E%5f     => /AZ09-._",
            "/a%2Eb                     => /a.b",
            "/%61dmin                   => /admin", // what every server serves as /admin must match /admin
            "/a%20b                     => /a%20b",
            "/a%c3%a9                   => /a%C3%A9",
            "/a%3b                      => /a%3B", // no parameter: containers strip those before they decode
            "/a%3Bx/b                   => /a%3Bx/b",
            "/a%3f%23                   => /a%3F%23",
            "/a%40%3a                   => /a%40%3A", // reserved: decoded it could mean something else
            "/a%25                      => /a%25",
            "/%2561                     => /%2561", // decoded once, never twice
            "/%252e%252e/a              => /%252e%252e/a",
            "/a%252Fb                   => /a%252Fb",
            "/a%0a                      => /a%0A",
    })
    void escapes_of_unreserved_characters_are_decoded_and_others_kept(String received, String expected) {
        assertThat(read(received)).isTrue();
        assertThat(canonical()).isEqualTo(expected);
        assertThat(path.hadDotSegments()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', value = {
            "/caf\u00c3\u00a9           => /caf%C3%A9",
            "/a\"b                      => /a%22b",
            "/a|b                       => /a%7Cb",
            "/[a]{b}^<c>                => /%5Ba%5D%7Bb%7D%5E%3Cc%3E",
    })
    void what_should_have_been_escaped_is(String received, String expected) {
        assertThat(read(received)).isTrue();
        assertThat(canonical()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "//                         => /",
            "//a                        => /a",
            "/a//b                      => /a/b",
            "/a///b////c                => /a/b/c",
            "/a//                       => /a/",
            "//evil.example/a           => /evil.example/a", // no authority is hidden in a path
    })
    void slashes_are_merged(String received, String expected) {
        assertThat(read(received)).isTrue();
        assertThat(canonical()).isEqualTo(expected);
        assertThat(path.hadDotSegments()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/a;x=1                     => /a",
            "/a;x=1/b                   => /a/b",
            "/a;x=1;y=2/b;z             => /a/b",
            "/a;/b                      => /a/b",
            "/admin;jsessionid=1/x      => /admin/x", // a container serves /admin/x
            "/;x                        => /",
            "/;x/a                      => /a", // the segment is empty then, and merges like any other
            "/a/;x                      => /a/",
            "/a/;x/b                    => /a/b",
            "/a/;x/;y/b                 => /a/b",
            "/a;..                      => /a", // dots in a parameter are no segment
            "/a;../b                    => /a/b",
            "/a/;../b                   => /a/b",
            "/a;x=../b                  => /a/b",
            "/a;x=%61/b                 => /a/b",
            "/%61;x/b                   => /a/b",
    })
    void parameters_are_dropped(String received, String expected) {
        assertThat(read(received)).isTrue();
        assertThat(canonical()).isEqualTo(expected);
        assertThat(path.hadDotSegments()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/.                         => /",
            "/./                        => /",
            "/./a                       => /a",
            "/a/.                       => /a/", // RFC 3986 section 5.2.4: the slash stays
            "/a/./                      => /a/",
            "/a/./b                     => /a/b",
            "/a/..                      => /",
            "/a/../                     => /",
            "/a/b/..                    => /a/",
            "/a/b/../                   => /a/",
            "/a/b/../c                  => /a/c",
            "/a/../b/../c               => /c",
            "/a/b/c/../../d             => /a/d",
            "/a/./../b                  => /b",
            "/a/.../b/../c              => /a/.../c", // three dots are a name
            "/a//../b                   => /b", // merged first, as file systems do: .. leaves a, not the empty segment
            "/a/b//../..                => /",
            "/a/.//../b                 => /b",
    })
    void dot_segments_are_resolved(String received, String expected) {
        assertThat(read(received)).isTrue();
        assertThat(canonical()).isEqualTo(expected);
        assertThat(path.hadDotSegments()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
            "/a/%2e%2e/b                => /b", // nearly every server decodes before it resolves
            "/a/%2E./b                  => /b",
            "/a/.%2e/b                  => /b",
            "/a/%2e/b                   => /a/b",
            "/a/%2e                     => /a/",
            "/a/b/%2e%2e                => /a/",
            "/a/..;x/b                  => /b", // Tomcat: strips ;x, then resolves; many a proxy lets it pass as a name
            "/a/..;/b                   => /b",
            "/a/..;/..;x/../b/..        => refused",
            "/a/.;x/b                   => /a/b",
            "/a/..;x                    => /",
            "/a/.;x                     => /a/",
            "/a/%2e%2e;x=1/b            => /b", // both at once
            "/a/%2e;/%2E%2e;y/b         => /b",
            "/a;x/../b                  => /b",
            "/a;/../b                   => /b",
            "/a/;x/../b                 => /b", // the segment of parameters alone vanishes before .. is resolved
            "/static/..;/admin          => /admin",
            "/static/%2e%2e;a=b/admin   => /admin",
    })
    void hidden_dot_segments_are_resolved(String received, String expected) {
        assertThat(read(received)).isEqualTo(!expected.equals("refused"));
        if (!expected.equals("refused")) {
            assertThat(canonical()).isEqualTo(expected);
        }
        assertThat(path.hadDotSegments()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/..", "/../", "/../a", "/a/../..", "/a/../../b", "/./..", "//..", "/%2e%2e/", "/%2e./a",
            "/..;x/a",
            "/;x/..", "/a/..;/..;/b", "/a//..//../b" })
    void dots_above_the_root_are_refused(String received) {
        assertThat(read(received)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/a%2Fb", "/a%2fb", "/%2f", "/a%5Cb", "/a%5cb", "/a\\b", "/\\", "/a/..\\b", "/a%00", "/%00/a",
            "/a/..%2fb", "/a%2f../b", "/..%5c" })
    void hidden_slashes_and_nul_are_refused(String received) {
        assertThat(read(received)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/a;%2f..", "/a;x=%2F../b", "/a;\\..", "/a;%5c", "/a;%00", "/a;%zz/b", "/a;x=%2" })
    void parameters_are_no_hiding_place(String received) {
        // An endpoint that knows no parameters decodes /a;%2f../admin to /a;/../admin.
        assertThat(read(received)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/%", "/a%", "/a%2", "/a%4/b", "/%g1", "/%1g", "/%%41", "/%u002e", "/%-1", "/%+1", "/% 1",
            "/%@1" })
    void malformed_escapes_are_refused(String received) {
        assertThat(read(received)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/a#b", "/admin#", "/a;#", "/a b", "/a\tb", "/a\u0000b", "/a\u007f", "/a?b", "a", "a/b", ";x",
            "*" })
    void what_is_no_path_is_refused(String received) {
        // A fragment most of all: servers cut it off, so that /admin# is /admin.
        assertThat(read(received)).isFalse();
    }

    @Test
    void an_escape_does_not_reach_beyond_the_path() {
        byte[] bytes = "/a%41".getBytes(ISO_8859_1);
        assertThat(path.read(bytes, 0, 4)).isFalse();
        assertThat(path.read(bytes, 0, 3)).isFalse();
        assertThat(path.read(bytes, 0, 5)).isTrue();
    }

    @Test
    void nothing_is_left_of_the_path_before() {
        assertThat(read("/a/../b")).isTrue();
        assertThat(read("/long/and/..//%2f")).isFalse();
        assertThat(read("/c")).isTrue();
        assertThat(canonical()).isEqualTo("/c");
        assertThat(path.hadDotSegments()).isFalse();
    }

    @Test
    void the_asterisk_is_a_path_of_its_own() {
        assertThat(read("/a/./b")).isTrue();
        path.asterisk();
        assertThat(canonical()).isEqualTo("*");
        assertThat(path.hadDotSegments()).isFalse();
    }

    @Test
    void a_long_path_is_read_whole() {
        String plain = "/segment".repeat(1000);
        assertThat(read(plain)).isTrue();
        assertThat(canonical()).isEqualTo(plain);

        assertThat(new CanonicalPathTest().readsLong("/\u00ff".repeat(4000), "/%FF".repeat(4000))).isTrue();
    }

    private boolean readsLong(String received, String expected) {
        return read(received) && canonical().equals(expected);
    }

    @Test
    void a_canonical_path_is_its_own_canonical_form() {
        String[] pieces = { "/", "/", "a", ".", "..", ";x", "%2e", "%61", "%20", "%3b", "\u00e9", "//", ";", "b=" };
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            StringBuilder received = new StringBuilder("/");
            for (int i = random.nextInt(12); i >= 0; i--) {
                received.append(pieces[random.nextInt(pieces.length)]);
            }
            if (read(received.toString())) {
                String once = canonical();
                assertThat(once).as("seed %s: %s", seed, received).startsWith("/").doesNotContain("//", "/./", "/../", ";")
                        .doesNotEndWith("/.").doesNotEndWith("/..");
                assertThat(read(once)).as("seed %s: %s", seed, received).isTrue();
                assertThat(canonical()).as("seed %s: %s", seed, received).isEqualTo(once);
                assertThat(path.hadDotSegments()).as("seed %s: %s", seed, received).isFalse();
            }
        }
    }

    @Test
    void reading_allocates_nothing() {
        byte[][] paths = { "/api/v1/users/42".getBytes(ISO_8859_1), "/a;x/%2e%2e/b//c%20d".getBytes(ISO_8859_1),
                "/../a".getBytes(ISO_8859_1) };
        Allocation.assertNone(i -> path.read(paths[i % paths.length], 0, paths[i % paths.length].length));
    }
}
