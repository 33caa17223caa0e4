package io.janus.proxy.http.forward;

import static io.janus.proxy.http.forward.RequestForwarding.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedFamilyTest {

    private static final String START = "GET / HTTP/1.1\nHost: h\n";

    private final RequestForwarding untrusted = new RequestForwarding();
    private final RequestForwarding trusted = new RequestForwarding().trusting("10.0.0.0/8", "192.0.2.7/32");

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-For", "x-forwarded-for", "X_Forwarded_For", "X-Forwarded_For", "x_forwarded-for",
            "X-Forwarded-Proto", "X_FORWARDED_PROTO", "X-Forwarded-Host", "X_Forwarded_Host", "X-Forwarded-Port",
            "X_Forwarded_Port", "X-Forwarded-Anything", "X-Real-IP", "x-real_ip", "X_REAL_IP", "Forwarded",
            "FORWARDED" })
    void an_untrusted_peers_word_is_replaced_however_it_is_spelled(String name) {
        assertThat(untrusted.forward(START + "A: 1\n" + name + ": 10.0.0.1\nB: 2\n" + name + ": 10.0.0.2\n"))
                .isEqualTo(START + "A: 1\nB: 2\n" + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "X_Forwarded_For", "X-Forwarded_For", "X_FORWARDED_PROTO", "X_Forwarded_Host", "X_Forwarded_Port",
            "X_REAL_IP", "X-Real_IP" })
    void a_spelling_with_an_underscore_never_goes_on(String name) {
        assertThat(trusted.forward(START + name + ": 10.0.0.1\n")).isEqualTo(START + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-Port: 443", "x-forwarded-prefix: /a", "X-Real-IP: 10.1.1.1",
            "Forwarded: for=10.1.1.1;proto=https" })
    void other_fields_of_a_trusted_peer_go_on(String line) {
        assertThat(trusted.forward(START + line + "\n")).isEqualTo(START + line + "\n" + OURS);
    }

    @Test
    void a_trusted_peer_is_appended_to_its_list() {
        assertThat(trusted.forward(START + "X-Forwarded-For: 1.2.3.4,  10.1.1.1\nA: 1\n")).isEqualTo(START + """
                A: 1
                X-Forwarded-For: 1.2.3.4,  10.1.1.1, 192.0.2.7
                X-Forwarded-Proto: http
                X-Forwarded-Host: h
                """);
    }

    @Test
    void several_lists_of_a_trusted_peer_become_one_in_their_order() {
        assertThat(trusted.forward(START + "X-Forwarded-For: 1.2.3.4\nA: 1\nx-forwarded-for: 10.1.1.1,10.1.1.2\n"))
                .contains("X-Forwarded-For: 1.2.3.4, 10.1.1.1,10.1.1.2, 192.0.2.7\n")
                .doesNotContain("x-forwarded-for");
    }

    @Test
    void a_trusted_peer_that_names_nobody_is_the_client() {
        assertThat(trusted.forward(START)).isEqualTo(START + OURS);
    }

    @Test
    void what_a_trusted_peer_says_of_protocol_and_host_stays_its_first_line_only() {
        assertThat(trusted.forward(START
                + "X-Forwarded-Proto: https\nX-Forwarded-Host: a.example\nX-Forwarded-Proto: http\nX-Forwarded-Host: b.example\n"))
                .isEqualTo(START + """
                        X-Forwarded-Proto: https
                        X-Forwarded-Host: a.example
                        X-Forwarded-For: 192.0.2.7
                        """);
    }

    @Test
    void a_malformed_list_makes_a_trusted_peer_untrusted() {
        assertThat(trusted.forward(START + """
                X-Forwarded-For: 1.2.3.4, unknown
                X-Forwarded-Proto: https
                X-Forwarded-Host: a.example
                X-Forwarded-Port: 443
                X-Real-IP: 1.2.3.4
                Forwarded: for=1.2.3.4
                """)).isEqualTo(START + OURS);
    }

    @Test
    void a_connection_field_cannot_take_away_what_a_trusted_peer_says_of_its_client() {
        assertThat(trusted.forward(START + """
                Connection: close, x-forwarded-for, x-forwarded-proto, x-forwarded-host
                X-Forwarded-For: 1.2.3.4
                X-Forwarded-Proto: https
                X-Forwarded-Host: a.example
                """)).isEqualTo(START + """
                X-Forwarded-Proto: https
                X-Forwarded-Host: a.example
                X-Forwarded-For: 1.2.3.4, 192.0.2.7
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Real-IP", "Forwarded", "X-Forwarded-Port" })
    void a_field_that_janus_does_not_complete_is_for_this_hop_only_when_connection_names_it(String name) {
        assertThat(trusted.forward(START + name + ": 1.2.3.4\nConnection: " + name + "\n")).isEqualTo(START + OURS);
    }

    @Test
    void belief_does_not_outlast_its_request() {
        trusted.forward(START + "X-Forwarded-Proto: https\nX-Forwarded-Host: a.example\n");

        assertThat(trusted.forward(START)).isEqualTo(START + OURS);
        assertThat(trusted.forward(START + "X-Forwarded-For: me\n")).isEqualTo(START + OURS);
    }

    @Test
    void without_an_authority_no_forwarded_host_is_set() {
        assertThat(untrusted.forward("GET / HTTP/1.0\nX-Forwarded-Host: forged\n")).doesNotContain("X-Forwarded-Host");
    }
}
