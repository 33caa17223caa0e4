package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineTest {

    private static final String REST = "\r\nHost: a\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {
            "GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1 ", "GET\t/ HTTP/1.1", "GET /\tHTTP/1.1",
            "GET / HTTP/2.0", "GET / HTTP/1.", "GET / HTTP/1.10", "GET / HTTP/01.1", "GET / http/1.1", "GET / HTTP/1,1",
            "GET / HTTP/1.x", "GET /", "GET", "GET / ", "G@T / HTTP/1.1", "G\u00e9T / HTTP/1.1", " / HTTP/1.1",
            "GET /a b HTTP/1.1",
            "GET /a#b HTTP/1.1", "GET /\u00e4 HTTP/1.1", "GET /\u0000 HTTP/1.1", "GET /\u007f HTTP/1.1",
            "GET /?\u007f HTTP/1.1",
            "GET /?# HTTP/1.1", "GET a HTTP/1.1", "GET * HTTP/1.1", "OPTIONS *a HTTP/1.1", "OPTIONS ** HTTP/1.1",
            "GET ftp://a/ HTTP/1.1", "GET http:/a HTTP/1.1", "GET http:a HTTP/1.1", "GET http:// HTTP/1.1",
            "GET http:///a HTTP/1.1", "GET http://u@a/ HTTP/1.1", "GET http://u:p@a/ HTTP/1.1", "GET http://:80/ HTTP/1.1",
            "GET http://a:65536/ HTTP/1.1", "GET http://a:x/ HTTP/1.1", "GET http://a\\b/ HTTP/1.1",
            "GET http://a%zz/ HTTP/1.1",
            "GET http://?a HTTP/1.1", "GET example.com:80 HTTP/1.1", "CONNECT / HTTP/1.1", "CONNECT a HTTP/1.1",
            "CONNECT a: HTTP/1.1", "CONNECT :80 HTTP/1.1", "CONNECT http://a:80/ HTTP/1.1", "CONNECT a:80/x HTTP/1.1",
            "CONNECT * HTTP/1.1", "PRI * HTTP/2.0", "\u0016\u0003\u0001" })
    void a_malformed_request_line_is_refused(String line) {
        assertThat(Text.verdict(line + REST)).isEqualTo("bad_request_line");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\nGET / HTTP/1.1", "\rGET / HTTP/1.1", "\r\rGET / HTTP/1.1", "GET / HTTP/1.1\n",
            "GET / HTTP/1.1\r\r",
            "\r\n GET / HTTP/1.1" })
    void a_bare_cr_or_lf_in_or_before_a_request_line_is_refused(String line) {
        assertThat(Text.verdict(line + REST)).isEqualTo("bad_request_line");
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET / HTTP/1.1", "GET / HTTP/1.0", "GET / HTTP/1.9", "get / HTTP/1.1",
            "M-SEARCH / HTTP/1.1",
            "!#$%&'*+-.^_`|~ / HTTP/1.1", "GET /\"<>\\^`{|} HTTP/1.1", "GET /%zz HTTP/1.1", "GET /?a?b/c HTTP/1.1",
            "GET // HTTP/1.1",
            "GET HTTP://A/ HTTP/1.1", "GET httpS://a:443 HTTP/1.1", "GET http://[::1]:80?x HTTP/1.1", "CONNECT a:80 HTTP/1.1",
            "CONNECT [::1]:80 HTTP/1.1", "OPTIONS * HTTP/1.1", "OPTIONS /a HTTP/1.1", "\r\n\r\nGET / HTTP/1.1" })
    void a_request_line_as_clients_send_it_is_accepted(String line) {
        assertThat(Text.verdict(line + REST)).isEqualTo("COMPLETE");
    }

    @ParameterizedTest
    @EnumSource(value = Method.class, mode = EnumSource.Mode.EXCLUDE, names = { "CONNECT", "OTHER" })
    void a_method_is_known_by_its_exact_name(Method method) {
        assertThat(Text.request(Text.of(method + " / HTTP/1.1" + REST)).method()).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = { "get", "GEt", "PURGE", "PATCHX", "DELET", "OTHER", "XPTIONS", "XONNECT", "HEAT", "PUD", "TRACK",
            "A" })
    void any_other_token_is_another_method(String method) {
        assertThat(Text.request(Text.of(method + " / HTTP/1.1" + REST)).method()).isEqualTo(Method.OTHER);
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /a/b?c=d, ORIGIN, /a/b, h",
            "GET, /a/b, ORIGIN, /a/b, h",
            "GET, /?, ORIGIN, /, h",
            "GET, http://x.y:81/a?b, ABSOLUTE, /a, x.y:81",
            "GET, HTTPS://x?b/c, ABSOLUTE, '', x",
            "GET, http://x, ABSOLUTE, '', x",
            "CONNECT, x:443, AUTHORITY, '', x:443",
            "OPTIONS, *, ASTERISK, '', h" })
    void a_target_has_its_form_its_path_and_the_authority_that_counts(String method, String target, TargetForm form,
            String path,
            String host) {
        Text text = Text.of(method + " " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
        RequestHead head = Text.request(text);
        assertThat(head.targetForm()).isEqualTo(form);
        assertThat(text.between(head.methodStart(), head.methodEnd())).isEqualTo(method);
        assertThat(text.between(head.targetStart(), head.targetEnd())).isEqualTo(target);
        assertThat(text.between(head.pathStart(), head.pathEnd())).isEqualTo(path);
        assertThat(text.between(head.hostStart(), head.hostEnd())).isEqualTo(host);
    }

    @Test
    void the_query_lies_between_the_path_and_the_end_of_the_target() {
        Text text = Text.of("GET /a?b=c?d HTTP/1.1" + REST);
        RequestHead head = Text.request(text);
        assertThat(text.between(head.pathEnd(), head.targetEnd())).isEqualTo("?b=c?d");
    }

    @ParameterizedTest
    @CsvSource({ "0, true", "1, false", "2, false", "9, false" })
    void only_minor_version_0_is_http_1_0(String minor, boolean isHttp10) {
        assertThat(Text.request(Text.of("GET / HTTP/1." + minor + REST)).isHttp10()).isEqualTo(isHttp10);
    }

    @Test
    void a_request_line_may_be_as_long_as_the_limit_and_no_longer() {
        String line = "GET /1234567 HTTP/1.1";
        assertThat(verdictWithLimit(line, line.length())).isEqualTo("COMPLETE");
        assertThat(verdictWithLimit(line, line.length() - 1)).isEqualTo("uri_too_long");
        assertThat(verdictWithLimit("\r\n\r\n" + line, line.length())).isEqualTo("COMPLETE");
    }

    @Test
    void a_byte_that_is_wrong_before_the_limit_is_what_counts() {
        String line = "GET /1\u00007 HTTP/1.1";
        assertThat(verdictWithLimit(line, 7)).isEqualTo("bad_request_line");
        assertThat(verdictWithLimit(line, 6)).isEqualTo("uri_too_long");
    }

    private static String verdictWithLimit(String line, int maxStartLine) {
        Text text = Text.of(line + REST);
        RequestHead head = new RequestHead();
        Verdict verdict = head.scan(text.bytes, Text.FROM, text.to, new HeadLimits(1000, 10, maxStartLine));
        return verdict == Verdict.REFUSED ? head.refusal().label() : verdict.name();
    }
}
