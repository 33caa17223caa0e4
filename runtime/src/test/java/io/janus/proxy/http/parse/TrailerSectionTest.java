package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerSectionTest {

    private final TrailerSection trailers = new TrailerSection();

    @Test
    void field_lines_up_to_the_empty_line_are_noted() {
        Text text = Text.of("A: b\r\nC: d\r\n\r\nGET /");
        assertThat(scan(text)).isEqualTo(Verdict.COMPLETE);
        assertThat(text.between(trailers.end(), text.to)).isEqualTo("GET /");
        assertThat(trailers.fields().count()).isEqualTo(2);
        assertThat(text.value(trailers.fields(), 1)).isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(strings = { "A: b\r\n c\r\n\r\n", "A : b\r\n\r\n", "A: b\n\r\n", "A\r\n\r\n", "\n", "\rx", ": b\r\n\r\n",
            "A: \u0000\r\n\r\n" })
    void what_is_malformed_is_refused(String section) {
        assertThat(scan(Text.of(section))).isEqualTo(Verdict.REFUSED);
        assertThat(trailers.refusal()).isNotEmpty();
    }

    @Test
    void every_beginning_of_a_section_is_incomplete() {
        String section = "A: b\r\nC:\r\n\r\n";
        for (int length = 0; length < section.length(); length++) {
            assertThat(scan(Text.prefix(section, length))).as("%d bytes", length).isEqualTo(Verdict.INCOMPLETE);
        }
    }

    @Test
    void limits_hold() {
        String section = "A: b\r\nC: d\r\n\r\n";
        Text text = Text.of(section);
        HeadLimits enough = new HeadLimits(section.length(), 2, 0);
        assertThat(trailers.scan(text.bytes, Text.FROM, text.to, enough)).isEqualTo(Verdict.COMPLETE);
        HeadLimits tooSmall = new HeadLimits(section.length() - 1, 2, 0);
        assertThat(trailers.scan(text.bytes, Text.FROM, text.to, tooSmall)).isEqualTo(Verdict.REFUSED);
        assertThat(trailers.refusal()).isEqualTo("the trailer section is too large");
        HeadLimits tooFew = new HeadLimits(section.length(), 1, 0);
        assertThat(trailers.scan(text.bytes, Text.FROM, text.to, tooFew)).isEqualTo(Verdict.REFUSED);
        assertThat(trailers.refusal()).isEqualTo("there are too many fields");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Transfer-Encoding", "Content-Length", "Trailer", "Host", "Forwarded", "X-Forwarded-For",
            "X_Forwarded_Port", "X-Real-IP",
            "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Upgrade", "Authorization", "Set-Cookie", "Content-Encoding",
            "Content-Type",
            "CONTENT-RANGE", "Expect", "Max-Forwards", "Cache-Control", "Proxy-Authenticate", "Proxy-Authorization",
            "www-authenticate", "Range",
            "Age", "Date", "Expires", "Location", "Retry-After", "Vary", "Warning", "Cookie", "If-Match", "Pragma" })
    void a_field_that_frames_routes_or_controls_is_not_forwarded(String name) {
        assertThat(scan(Text.of("A: b\r\n" + name + ": c\r\n\r\n"))).isEqualTo(Verdict.COMPLETE);
        assertThat(trailers.isForwardable(0)).isTrue();
        assertThat(trailers.isForwardable(1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Grpc-Status", "ETag", "Digest", "Server-Timing", "X-Checksum", "Ages", "Content-Typo" })
    void any_other_field_is_forwarded(String name) {
        assertThat(scan(Text.of(name + ": c\r\n\r\n"))).isEqualTo(Verdict.COMPLETE);
        assertThat(trailers.isForwardable(0)).isTrue();
    }

    private Verdict scan(Text text) {
        return trailers.scan(text.bytes, Text.FROM, text.to, Text.LIMITS);
    }
}
