package io.janus.proxy.http.forward;

import static io.janus.proxy.http.forward.RequestForwarding.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

class ForwardedFieldsTest {

    private static final String START = "GET / HTTP/1.1\nHost: h\n";

    private final RequestForwarding forwarding = new RequestForwarding();

    @Test
    void fields_go_on_byte_for_byte_in_their_order() {
        assertThat(forwarding.forward(START + "b:2\nA:   1  \nB: 3\nEmpty:\n"))
                .isEqualTo(START + "b:2\nA:   1  \nB: 3\nEmpty:\n" + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Connection: keep-alive", "connection: close", "CONNECTION:close", "Keep-Alive: timeout=5",
            "Proxy-Connection: keep-alive", "TE: trailers", "Upgrade: websocket", "Connection: x\nConnection: y" })
    void what_is_for_this_hop_only_does_not_go_on(String line) {
        assertThat(forwarding.forward(START + "A: 1\n" + line + "\nB: 2\n")).isEqualTo(START + "A: 1\nB: 2\n" + OURS);
        assertThat(forwarding.forward(START + line + "\n")).isEqualTo(START + OURS);
        assertThat(forwarding.forward("GET / HTTP/1.1\n" + line + "\nHost: h\n")).isEqualTo(START + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Connection: x-secret", "Connection: close, X-SECRET", "Connection: ,x-secret,",
            "Connection: close\nConnection: X-Secret", "CONNECTION: x-other ,\tx-secret" })
    void fields_that_connection_names_do_not_go_on(String connection) {
        assertThat(forwarding.forward(START + "X-Secret: 1\n" + connection + "\nX-Secret: 2\nX-Secrets: 3\n"))
                .isEqualTo(START + "X-Secrets: 3\n" + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host" })
    void a_connection_field_cannot_take_away_what_janus_says(String name) {
        assertThat(forwarding.forward(START + "Connection: close, " + name + "\n" + name + ": forged\n"))
                .isEqualTo(START + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 5", "Transfer-Encoding: chunked", "Content-Length: 0" })
    void framing_goes_on_as_received(String framing) {
        assertThat(forwarding.forward("POST / HTTP/1.1\n" + framing + "\nTrailer: x\nHost: h\n"))
                .isEqualTo("POST / HTTP/1.1\n" + framing + "\nTrailer: x\nHost: h\n" + OURS);
    }

    @Test
    void an_expectation_goes_on_but_not_that_of_http_1_0() {
        assertThat(forwarding.forward(START + "Content-Length: 5\nExpect: 100-continue\n")).contains("Expect: 100-continue\n");
        assertThat(forwarding.forward("GET / HTTP/1.0\nHost: h\nContent-Length: 5\nExpect: 100-continue\n"))
                .isEqualTo(START + "Content-Length: 5\n" + OURS);
    }

    @Test
    void an_upgrade_that_is_asked_for_is_asked_for_again() {
        assertThat(forwarding.forward(START + "Connection: keep-alive, Upgrade, x\nUpgrade: websocket\nX: 1\nY: 2\n"))
                .isEqualTo(START + "Upgrade: websocket\nY: 2\nConnection: upgrade\n" + OURS);
        assertThat(forwarding.asksForUpgrade()).isTrue();
    }

    @Test
    void an_upgrade_that_connection_does_not_name_or_http_1_0_cannot_have_does_not_go_on() {
        assertThat(forwarding.forward(START + "Connection: close\nUpgrade: websocket\n")).isEqualTo(START + OURS);
        assertThat(forwarding.forward("GET / HTTP/1.0\nHost: h\nConnection: upgrade\nUpgrade: websocket\n"))
                .isEqualTo(START + OURS);
    }

    @Test
    void an_upgrade_is_not_asked_for_again_with_the_next_request() {
        forwarding.forward(START + "Connection: upgrade\nUpgrade: websocket\n");

        assertThat(forwarding.forward(START)).isEqualTo(START + OURS);
        assertThat(forwarding.asksForUpgrade()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "h2c", "H2C", "websocket, h2c", "h2c/2,x", "x,h2c" })
    void an_upgrade_past_the_routes_is_not_asked_for(String protocols) {
        assertThat(forwarding.forward(START + "Connection: upgrade\nUpgrade: " + protocols + "\n")).isEqualTo(START + OURS);
        assertThat(forwarding.asksForUpgrade()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "h2cc", "xh2c", "h2", "websocket" })
    void only_h2c_itself_counts_as_such(String protocol) {
        assertThat(forwarding.forward(START + "Connection: upgrade\nUpgrade: " + protocol + "\n"))
                .isEqualTo(START + "Upgrade: " + protocol + "\nConnection: upgrade\n" + OURS);
    }

    @Test
    void a_route_that_removes_upgrade_lets_none_through() {
        forwarding.editing(new HeaderEditsSpec(List.of("upgrade"), Map.of(), Map.of()));

        assertThat(forwarding.forward(START + "Connection: upgrade\nUpgrade: websocket\n")).isEqualTo(START + OURS);
        assertThat(forwarding.asksForUpgrade()).isFalse();
    }

    @Test
    void via_names_the_version_that_was_spoken() {
        forwarding.withVia();

        assertThat(forwarding.forward(START + "Via: 1.1 other\n"))
                .isEqualTo(START + "Via: 1.1 other\n" + OURS + "Via: 1.1 janus\n");
        assertThat(forwarding.forward("GET / HTTP/1.0\nHost: h\n")).isEqualTo(START + OURS + "Via: 1.0 janus\n");
    }

    @Test
    void edits_remove_set_and_add() {
        forwarding.editing(new HeaderEditsSpec(List.of("x-debug"), Map.of("x-env", "prod"), Map.of("x-more", "1")));

        assertThat(forwarding.forward(START + "X-Debug: 1\nX-More: 0\nX-ENV: forged\nx-debug: 2\nx-env: forged\n"))
                .isEqualTo(START + "X-More: 0\n" + OURS + "x-env: prod\nx-more: 1\n");
    }

    @Test
    void edits_come_after_what_janus_sets() {
        forwarding.withVia().editing(
                new HeaderEditsSpec(List.of("x-forwarded-for", "via"), Map.of("x-forwarded-proto", "https"), Map.of()));

        assertThat(forwarding.forward(START + "Via: 1.1 other\nX-Forwarded-Proto: forged\n"))
                .isEqualTo(START + "X-Forwarded-Host: h\nx-forwarded-proto: https\n");
    }

    @Test
    void edits_never_change_where_a_message_ends() {
        forwarding.editing(new HeaderEditsSpec(List.of("content-length", "transfer-encoding"), Map.of(), Map.of()));

        assertThat(forwarding.forward(START + "Content-Length: 5\n")).contains("Content-Length: 5\n");
        assertThat(forwarding.forward(START + "Transfer-Encoding: chunked\n")).contains("Transfer-Encoding: chunked\n");
    }
}
