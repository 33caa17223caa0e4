package io.janus.proxy.http.forward;

import static io.janus.proxy.http.forward.ResponseForwarding.DATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.http.forward.ForwardedResponse.BodyChange;
import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

class ForwardedResponseTest {

    private static final String OK = "HTTP/1.1 200 OK\n";
    private static final String ITS_DATE = "Date: Mon, 07 Nov 1994 08:49:37 GMT\n";

    private final ResponseForwarding forwarding = new ResponseForwarding();

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
            "HTTP/1.1 200 OK|HTTP/1.1 200 OK",
            "HTTP/1.1 200 |HTTP/1.1 200 ",
            "HTTP/1.1 200|HTTP/1.1 200 ",
            "HTTP/1.0 200|HTTP/1.1 200 ",
            "HTTP/1.0 404 Not  Found |HTTP/1.1 404 Not  Found ",
            "HTTP/1.2 299 x|HTTP/1.1 299 x",
    })
    void a_status_line_goes_on_as_http_1_1_with_a_space_after_the_status(String received, String sent) {
        assertThat(forwarding.forward(received + "\n" + ITS_DATE)).isEqualTo(sent + "\n" + ITS_DATE);
        assertThat(forwarding.forward(received + "\n")).isEqualTo(sent + "\n" + DATE);
    }

    @Test
    void fields_go_on_byte_for_byte_in_their_order() {
        String lines = OK + "b:2\nA:   1  \n" + ITS_DATE + "Set-Cookie: a\nSet-Cookie: b\nContent-Length: 5\nEmpty:\n";

        assertThat(forwarding.forward(lines)).isEqualTo(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Connection: keep-alive", "connection: close", "Keep-Alive: timeout=5, max=7",
            "Proxy-Connection: close", "TE: x", "Upgrade: h2c", "Connection: upgrade\nUpgrade: h2,h2c" })
    void what_is_for_this_hop_only_does_not_go_on(String line) {
        assertThat(forwarding.forward(OK + ITS_DATE + "A: 1\n" + line + "\nB: 2\n")).isEqualTo(OK + ITS_DATE + "A: 1\nB: 2\n");
        assertThat(forwarding.forward(OK + line + "\n" + ITS_DATE)).isEqualTo(OK + ITS_DATE);
        assertThat(forwarding.forward(OK + ITS_DATE + line + "\n")).isEqualTo(OK + ITS_DATE);
    }

    @Test
    void fields_that_connection_names_do_not_go_on() {
        assertThat(forwarding.forward(OK + ITS_DATE + "X-Secret: 1\nConnection: close, x-secret\nX-SECRET: 2\nX-Secrets: 3\n"))
                .isEqualTo(OK + ITS_DATE + "X-Secrets: 3\n");
    }

    @Test
    void a_date_that_does_not_go_on_is_replaced() {
        assertThat(forwarding.forward(OK + "Connection: date\n" + ITS_DATE)).isEqualTo(OK + DATE);
    }

    @Test
    void each_response_gets_a_date_of_its_own() {
        forwarding.forward(OK + ITS_DATE);

        assertThat(forwarding.forward(OK)).isEqualTo(OK + DATE);
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, 102, 103 })
    void an_interim_response_goes_on_without_framing_date_and_edits(int status) {
        forwarding.editing(new HeaderEditsSpec(List.of("link"), Map.of(), Map.of("x", "y")));

        assertThat(forwarding.forward("HTTP/1.1 " + status + " x\nLink: a\nContent-Length: 0\n"))
                .isEqualTo("HTTP/1.1 " + status + " x\nLink: a\n");
        assertThat(forwarding.forward("HTTP/1.1 " + status + " x\nLink: a\nTransfer-Encoding: chunked\n"))
                .isEqualTo("HTTP/1.1 " + status + " x\nLink: a\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 0", "Transfer-Encoding: chunked" })
    void framing_is_left_out_of_204(String framing) {
        assertThat(forwarding.forward("HTTP/1.1 204 No Content\n" + framing + "\n" + ITS_DATE))
                .isEqualTo("HTTP/1.1 204 No Content\n" + ITS_DATE);
    }

    @Test
    void a_304_keeps_its_length_but_no_transfer_encoding() {
        assertThat(forwarding.forward("HTTP/1.1 304 x\nContent-Length: 5\n" + ITS_DATE))
                .isEqualTo("HTTP/1.1 304 x\nContent-Length: 5\n" + ITS_DATE);
        assertThat(forwarding.forward("HTTP/1.1 304 x\nTransfer-Encoding: chunked\n" + ITS_DATE))
                .isEqualTo("HTTP/1.1 304 x\n" + ITS_DATE);
    }

    @Test
    void a_body_that_goes_on_as_it_came_keeps_its_framing() {
        assertThat(forwarding.forward(OK + ITS_DATE + "Transfer-Encoding: chunked\nTrailer: x\n"))
                .isEqualTo(OK + ITS_DATE + "Transfer-Encoding: chunked\nTrailer: x\n");
    }

    @Test
    void a_body_that_goes_on_in_chunks_says_so() {
        assertThat(forwarding.changing(BodyChange.CHUNK).forward(OK + ITS_DATE))
                .isEqualTo(OK + ITS_DATE + "Transfer-Encoding: chunked\n");
    }

    @ParameterizedTest
    @ValueSource(ints = { 100, 204, 304 })
    void a_response_that_has_no_body_is_never_chunked(int status) {
        assertThat(forwarding.changing(BodyChange.CHUNK).forward("HTTP/1.1 " + status + " x\n" + ITS_DATE))
                .isEqualTo("HTTP/1.1 " + status + " x\n" + ITS_DATE);
    }

    @Test
    void a_body_that_goes_on_until_the_close_says_nothing_of_chunks_and_trailers() {
        assertThat(forwarding.changing(BodyChange.UNCHUNK)
                .forward(OK + ITS_DATE + "Trailer: x\nTransfer-Encoding: chunked\nA: 1\n"))
                .isEqualTo(OK + ITS_DATE + "A: 1\n");
    }

    @ParameterizedTest
    @CsvSource({ "CLOSE, close", "KEEP_ALIVE, keep-alive" })
    void the_client_is_told_what_becomes_of_its_own_connection(ConnectionField field, String value) {
        assertThat(forwarding.saying(field).forward(OK + ITS_DATE + "Connection: x\nUpgrade: a\nX: 1\n"))
                .isEqualTo(OK + ITS_DATE + "Connection: " + value + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "101 Switching Protocols", "426 Upgrade Required" })
    void an_upgrade_keeps_its_protocol(String status) {
        String date = status.startsWith("1") ? "" : DATE;

        assertThat(forwarding.saying(ConnectionField.UPGRADE)
                .forward("HTTP/1.1 " + status + "\nUpgrade: websocket\nConnection: Upgrade, x\nX: 1\nA: 1\n"))
                .isEqualTo("HTTP/1.1 " + status + "\nUpgrade: websocket\nA: 1\n" + date + "Connection: upgrade\n");
    }

    @Test
    void via_names_the_version_that_the_endpoint_spoke() {
        forwarding.withVia();

        assertThat(forwarding.forward(OK + ITS_DATE)).isEqualTo(OK + ITS_DATE + "Via: 1.1 janus\n");
        assertThat(forwarding.forward("HTTP/1.0 200 OK\n" + ITS_DATE)).isEqualTo(OK + ITS_DATE + "Via: 1.0 janus\n");
    }

    @Test
    void edits_remove_set_and_add() {
        forwarding.editing(new HeaderEditsSpec(List.of("server"), Map.of("x-env", "prod"), Map.of("x-more", "1")));

        assertThat(forwarding.forward(OK + "Server: s\nX-More: 0\n" + ITS_DATE + "X-ENV: a\nserver: t\nx-env: b\n"))
                .isEqualTo(OK + "X-More: 0\n" + ITS_DATE + "x-env: prod\nx-more: 1\n");
    }

    @Test
    void edits_come_after_what_janus_sets() {
        forwarding.withVia().editing(new HeaderEditsSpec(List.of("date", "via"), Map.of(), Map.of()));

        assertThat(forwarding.forward(OK + "Via: 1.1 other\nA: 1\n")).isEqualTo(OK + "A: 1\n");
        assertThat(forwarding.forward(OK + ITS_DATE + "A: 1\n")).isEqualTo(OK + "A: 1\n");
    }

    @Test
    void edits_never_change_where_a_message_ends() {
        forwarding.editing(new HeaderEditsSpec(List.of("content-length", "transfer-encoding"), Map.of(), Map.of()));

        assertThat(forwarding.forward(OK + "Content-Length: 5\n")).contains("Content-Length: 5\n");
        assertThat(forwarding.forward(OK + "Transfer-Encoding: chunked\n")).contains("Transfer-Encoding: chunked\n");
    }
}
