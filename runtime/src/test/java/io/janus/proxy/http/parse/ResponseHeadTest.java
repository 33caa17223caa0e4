package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the data {@code |} stands for a line break. */
class ResponseHeadTest {

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/2.0 200 OK", "HTTP/1.10 200 OK", "http/1.1 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1 20 OK",
            "HTTP/1.1 2000 OK",
            "HTTP/1.1 099 OK", "HTTP/1.1 600 OK", "HTTP/1.1 2x0 OK", "HTTP/1.1 +20 OK", "HTTP/1.1", "HTTP/1.1 ",
            "HTTP/1.1 200\tOK",
            "HTTP/1.1 200 O\u0000K", "HTTP/1.1 200 OK\n", "HTTP/1.1 200 O\rK", "\r\nHTTP/1.1 200 OK", " HTTP/1.1 200 OK",
            "ICY 200 OK",
            "HTTP/1.1 200 \u007f", "HTTP/1.1 200OK", "HTTP/1.1 200\n" })
    void a_malformed_status_line_is_refused(String line) {
        assertThat(Text.responseVerdict(line + "\r\n\r\n")).isEqualTo("the status line is malformed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "HTTP/1.1 200 OK; 200; 200 OK", "HTTP/1.0 404 Not Found; 404; 404 Not Found",
            "HTTP/1.1 599; 599; 599",
            "'HTTP/1.1 100 '; 100; '100 '", "HTTP/1.9 301  \t\u00e4\u00ff; 301; 301  \t\u00e4\u00ff" })
    void a_status_line_is_noted(String line, int status, String rest) {
        Text text = Text.of(line + "\r\nA: b\r\n\r\n");
        ResponseHead head = Text.response(text);
        assertThat(head.status()).isEqualTo(status);
        assertThat(text.between(head.statusStart(), head.statusLineEnd())).isEqualTo(rest + "\r\n");
        assertThat(head.end()).isEqualTo(text.to);
        assertThat(head.fields().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "1.1; Content-Length: 1|Content-Length: 1; Content-Length is repeated",
            "1.1; Content-Length: 1, 1; Content-Length is not a number",
            "1.1; Content-Length:; Content-Length is not a number",
            "1.1; Content-Length: 1234567890123456789; Content-Length has too many digits",
            "1.1; Transfer-Encoding: gzip, chunked; Transfer-Encoding is not exactly chunked",
            "1.1; Transfer-Encoding: chunked|Transfer-Encoding: chunked; Transfer-Encoding is repeated",
            "1.1; Transfer-Encoding: chunked|Content-Length: 1; Content-Length and Transfer-Encoding stand together",
            "1.1; Content-Length: 1|Transfer-Encoding: chunked; Content-Length and Transfer-Encoding stand together",
            "1.0; Transfer-Encoding: chunked; Transfer-Encoding stands in HTTP/1.0",
            "1.1; Connection: content-length; Connection names Host, Content-Length or Transfer-Encoding",
            "1.1; Connection: a b; Connection is malformed",
            "1.1; a : b; white space stands in a field's name or before its colon",
            "1.1; a: b| c; a field line begins with white space",
            "1.1; a b; white space stands in a field's name or before its colon",
            "1.1; a; a field name is malformed" })
    void a_refusal_says_why(String version, String fields, String reason) {
        assertThat(Text.responseVerdict("HTTP/" + version + " 200 OK\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n"))
                .isEqualTo(reason);
    }

    @Test
    void a_head_or_status_line_above_its_limit_is_refused() {
        ResponseHead head = new ResponseHead();
        Text text = Text.of("HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
        assertThat(head.scan(text.bytes, Text.FROM, text.to, new HeadLimits(25, 1, 15))).isEqualTo(Verdict.COMPLETE);
        assertThat(head.scan(text.bytes, Text.FROM, text.to, new HeadLimits(24, 1, 15))).isEqualTo(Verdict.REFUSED);
        assertThat(head.refusal()).isEqualTo("the head is too large");
        assertThat(head.scan(text.bytes, Text.FROM, text.to, new HeadLimits(25, 1, 14))).isEqualTo(Verdict.REFUSED);
        assertThat(head.refusal()).isEqualTo("the status line is too long");
        assertThat(head.scan(text.bytes, Text.FROM, text.to, new HeadLimits(25, 0, 15))).isEqualTo(Verdict.REFUSED);
        assertThat(head.refusal()).isEqualTo("there are too many fields");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "GET; 200; Content-Length: 5; LENGTH; 5", "GET; 200; Content-Length: 0; LENGTH; 0",
            "GET; 200; A: b; UNTIL_CLOSE; -1",
            "GET; 200; Transfer-Encoding: chunked; CHUNKED; -1", "HEAD; 200; Content-Length: 5; NONE; 5",
            "HEAD; 200; Transfer-Encoding: chunked; NONE; -1", "GET; 204; Content-Length: 5; NONE; 5",
            "GET; 304; Content-Length: 5; NONE; 5",
            "GET; 304; Transfer-Encoding: chunked; NONE; -1", "GET; 101; A: b; NONE; -1",
            "GET; 199; Content-Length: 5; NONE; 5" })
    void request_status_and_fields_say_how_the_body_ends(Method requested, int status, String field, Framing framing,
            long length) {
        ResponseHead head = Text.response(Text.of("HTTP/1.1 " + status + " x\r\n" + field + "\r\n\r\n"));
        assertThat(head.framing(requested)).isEqualTo(framing);
        assertThat(head.contentLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "1.1; A: b; true", "1.1; Connection: Close; false", "1.0; A: b; false",
            "1.0; Connection: keep-alive; true" })
    void the_connection_is_kept_as_version_and_options_say(String version, String field, boolean isKept) {
        ResponseHead head = Text.response(Text.of("HTTP/" + version + " 200 OK\r\n" + field + "\r\n\r\n"));
        assertThat(head.keepsAlive()).isEqualTo(isKept);
        assertThat(head.isHttp10()).isEqualTo(version.equals("1.0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "A: b; -1", "Keep-Alive: timeout=5; 5", "Keep-Alive: max=100, Timeout = 15 ; 15",
            "Keep-Alive: timeout=5, max=7; 5",
            "Keep-Alive: timeout=; -1", "Keep-Alive: timeout=5s; -1", "Keep-Alive: timeout=-5; -1", "Keep-Alive: timeout; -1",
            "Keep-Alive:; -1",
            "Keep-Alive: xtimeout=5; -1", "Keep-Alive: timeout=99999999999; 2147483647",
            "Keep-Alive: timeout=9|Keep-Alive: timeout=7; 7",
            "Keep-Alive: timeout=\"5\"; -1", "Keep-Alive: ,,timeout=0; 0", "Keep-Alive: 115; -1",
            "Keep-Alive: timeout=5 6; -1" })
    void an_endpoint_says_how_long_it_keeps_an_idle_connection(String fields, int seconds) {
        ResponseHead head = Text.response(Text.of("HTTP/1.1 200 OK\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n"));
        assertThat(head.keepAliveSeconds()).isEqualTo(seconds);
    }

    @Test
    void a_field_that_connection_names_is_for_the_next_hop_only() {
        Fields fields = Text.response(Text.of("HTTP/1.1 200 OK\r\nX-A: 1\r\nConnection: x-a\r\nX-B: 2\r\n\r\n")).fields();
        assertThat(fields.isHopByHop(0)).isTrue();
        assertThat(fields.isHopByHop(2)).isFalse();
    }
}
