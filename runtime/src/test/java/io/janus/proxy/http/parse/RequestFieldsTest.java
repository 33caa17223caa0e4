package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fields of a request mean. In the data {@code |} stands for a line break. */
class RequestFieldsTest {

    private static final String NINES = "999999999999999999";

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 1|Content-Length: 1", "Content-Length: 1|Content-Length: 2",
            "Content-Length: 1, 1",
            "Content-Length:", "Content-Length: +1", "Content-Length: -1", "Content-Length: 0x1", "Content-Length: 1 1",
            "Content-Length: 1.0", "Content-Length: \u00b2", "Content-Length: 9" + NINES, "Content-Length: 0000000000000000001",
            "Content-Length: 1|Transfer-Encoding: chunked", "Transfer-Encoding: chunked|Content-Length: 1",
            "Transfer-Encoding: chunked|Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity", "Transfer-Encoding:",
            "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: chunked,",
            "Transfer-Encoding: xchunked", "Connection: host", "Connection: close, Content-Length",
            "Connection: transfer-encoding" })
    void ambiguous_framing_is_refused(String fields) {
        assertThat(Text.verdict(get(fields))).isEqualTo("bad_framing");
    }

    @Test
    void transfer_encoding_on_http_1_0_is_refused() {
        assertThat(Text.verdict("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")).isEqualTo("bad_framing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "A: b; NONE; 0", "Content-Length: 0; LENGTH; 0", "Content-Length: 17; LENGTH; 17",
            "Content-Length: 007; LENGTH; 7", "Content-Length:" + NINES + "; LENGTH; " + NINES,
            "Transfer-Encoding: chunked; CHUNKED; 0", "TRANSFER-encoding:\tChunKed ; CHUNKED; 0" })
    void the_fields_say_how_the_body_ends(String fields, Framing framing, long length) {
        RequestHead head = Text.request(Text.of(get(fields)));
        assertThat(head.framing()).isEqualTo(framing);
        assertThat(head.contentLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = { "A: b", "Host: a|Host: a", "Host: a|Host: b", "Host:", "Host: a b", "Host: a,b c", "Host: u@a",
            "Host: a/b",
            "Host: http://a", "Host: :80", "Host: a:b", "Host: a:65536", "Host: a:99999999999", "Host: a:-1", "Host: a:80:80",
            "Host: [::1",
            "Host: ::1", "Host: [::1]x", "Host: [1]", "Host: []", "Host: [::g]", "Host: [fe80::1%25eth0]", "Host: a%4",
            "Host: a%zz",
            "Host: a\\b", "Host: \u00e4", "Host: a?b", "Host: a#b", "Host: <a>", "Host: [::1]:x", "Host: a\tb", "Host: \"a\"" })
    void a_missing_repeated_or_malformed_host_is_refused(String fields) {
        assertThat(Text.verdict("GET / HTTP/1.1\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n")).isEqualTo("bad_host");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "A.b-c.example:80", "127.0.0.1:0", "a:65535", "a:", "[::1]", "[::ffff:127.0.0.1]:8080",
            "a%20b", "a_b~!$&'()*+,;=",
            "a.", "localhost:000080" })
    void a_host_is_a_name_or_address_and_perhaps_a_port(String host) {
        Text text = Text.of("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        RequestHead head = Text.request(text);
        assertThat(text.between(head.hostStart(), head.hostEnd())).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "GET / HTTP/1.0|; COMPLETE",
            "GET / HTTP/1.0|Host: a|; COMPLETE",
            "GET / HTTP/1.0|Host:|; bad_host",
            "GET / HTTP/1.0|Host: a|Host: a|; bad_host",
            "GET http://a/ HTTP/1.1|; bad_host",
            "GET http://a/ HTTP/1.1|Host:|; COMPLETE",
            "GET http://a/ HTTP/1.1|Host: b|; COMPLETE",
            "GET http://a/ HTTP/1.1|Host: b c|; bad_host",
            "OPTIONS * HTTP/1.1|Host:|; bad_host",
            "GET http://a/ HTTP/1.0|; COMPLETE" })
    void whether_host_must_be_there_depends_on_version_and_target(String head, String verdict) {
        assertThat(Text.verdict(head.replace("|", "\r\n") + "\r\n")).isEqualTo(verdict);
    }

    @Test
    void without_host_there_is_no_authority() {
        RequestHead head = Text.request(Text.of("GET / HTTP/1.0\r\n\r\n"));
        assertThat(head.hostStart()).isEqualTo(-1);
        assertThat(head.hostEnd()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a b", "a;b", "a=b", "\"a\"", "a, b c", "close keep-alive", "\u00e4", "a,,(", "close;", "a\tb" })
    void a_malformed_connection_option_is_refused(String options) {
        assertThat(Text.verdict(get("Connection: " + options))).isEqualTo("bad_header");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "1.1; A: b; true", "1.1; Connection: close; false",
            "1.1; Connection: a, CLOSE ,; false",
            "1.1; Connection: keep-alive; true", "1.1; Connection: keep-alive|Connection: close; false",
            "1.1; Connection:; true",
            "1.0; A: b; false", "1.0; Connection: Keep-Alive; true", "1.0; Connection: a|Connection: ,keep-alive; true",
            "1.0; Connection: keep-alive, close; false" })
    void the_connection_is_kept_as_version_and_options_say(String version, String fields, boolean isKept) {
        String head = "GET / HTTP/" + version + "\r\nHost: a\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n";
        assertThat(Text.request(Text.of(head)).keepsAlive()).isEqualTo(isKept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "1.1; Upgrade: websocket|Connection: Upgrade; true",
            "1.1; Upgrade: websocket|Connection: keep-alive, upgrade; true", "1.1; Connection: Upgrade; false",
            "1.1; Upgrade: websocket; false", "1.0; Upgrade: websocket|Connection: Upgrade; false" })
    void an_upgrade_is_wanted_when_field_and_option_are_both_there(String version, String fields, boolean isWanted) {
        String head = "GET / HTTP/" + version + "\r\nHost: a\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n";
        assertThat(Text.request(Text.of(head)).wantsUpgrade()).isEqualTo(isWanted);
    }

    @ParameterizedTest
    @CsvSource({ "1.1, 100-Continue, true", "1.1, 100-continues, false", "1.1, '', false", "1.0, 100-continue, false" })
    void continue_is_expected_only_when_exactly_that_is_said(String version, String value, boolean isExpected) {
        String head = "GET / HTTP/" + version + "\r\nHost: a\r\nExpect: " + value + "\r\n\r\n";
        assertThat(Text.request(Text.of(head)).expectsContinue()).isEqualTo(isExpected);
    }

    @Test
    void a_field_that_connection_names_is_for_the_next_hop_only() {
        Fields fields = Text.request(Text.of(get("X-A: 1|Connection: close, x-a|X-B: 2|x-A: 3|X-AB: 4|Connection: X-b")))
                .fields();
        assertThat(fields.isHopByHop(1)).isTrue();
        assertThat(fields.isHopByHop(2)).isTrue();
        assertThat(fields.isHopByHop(3)).isTrue();
        assertThat(fields.isHopByHop(4)).isTrue();
        assertThat(fields.isHopByHop(5)).isFalse();
        assertThat(fields.isHopByHop(0)).isFalse();
    }

    @Test
    void more_connection_options_than_fields_are_too_many() {
        assertThat(Text.verdict(get("Connection: " + "a,".repeat(100)))).isEqualTo("COMPLETE");
        assertThat(Text.verdict(get("Connection: " + "a,".repeat(101)))).isEqualTo("head_too_large");
    }

    @Test
    void the_first_violation_is_the_one_that_counts() {
        assertThat(Text.verdict(get("Content-Length: x|Host: b|bad name: c"))).isEqualTo("bad_framing");
        assertThat(Text.verdict(get("bad name: c|Content-Length: x"))).isEqualTo("bad_header");
        assertThat(Text.verdict(get("Host: b|Content-Length: x"))).isEqualTo("bad_host");
    }

    @Test
    void a_head_that_is_used_again_forgets_the_request_before() {
        RequestHead head = new RequestHead();
        Text.of("PUT http://b/ HTTP/1.0\r\nHost: a\r\nContent-Length: 3\r\nConnection: keep-alive, upgrade\r\nUpgrade: x\r\n\r\n")
                .scan(head);
        assertThat(Text.of("GET / HTTP/1.1\r\nHost: cc\r\nExpect: 100-continue\r\n\r\n").scan(head))
                .isEqualTo(Verdict.COMPLETE);
        assertThat(head.framing()).isEqualTo(Framing.NONE);
        assertThat(head.wantsUpgrade()).isFalse();
        assertThat(head.hostEnd() - head.hostStart()).isEqualTo(2);
        assertThat(Text.of("GET / HTTP/1.0\r\n\r\n").scan(head)).isEqualTo(Verdict.COMPLETE);
        assertThat(head.hostStart()).isEqualTo(-1);
        assertThat(head.keepsAlive()).isFalse();
        assertThat(head.expectsContinue()).isFalse();
    }

    private static String get(String fields) {
        return "GET / HTTP/1.1\r\nHost: a\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n";
    }
}
