package io.janus.proxy.http.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedRequestLineTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "GET / HTTP/1.1 | GET / HTTP/1.1",
            "GET /a?b=c HTTP/1.1 | GET /a?b=c HTTP/1.1",
            "get /a HTTP/1.1 | get /a HTTP/1.1",
            "OPTIONS * HTTP/1.1 | OPTIONS * HTTP/1.1",
            "GET /a HTTP/1.0 | GET /a HTTP/1.1",
            "OPTIONS * HTTP/1.0 | OPTIONS * HTTP/1.1",
            "GET /a HTTP/1.2 | GET /a HTTP/1.1",
            "GET //a//b;c=d/%7Ee HTTP/1.1 | GET //a//b;c=d/%7Ee HTTP/1.1",
    })
    void a_target_goes_on_as_it_was_received_and_the_version_is_1_1(String received, String sent) {
        assertThat(new RequestForwarding().forward(received + "\nHost: h\n")).startsWith(sent + "\nHost: h\nX-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/a/../b?x=/../y | /b?x=/../y",
            "/a/./b | /a/b",
            "/a/%2e%2E/b | /b",
            "/a/..;x=y/b | /b",
    })
    void a_target_with_dot_segments_goes_in_canonical_form_with_its_query(String received, String sent) {
        assertThat(new RequestForwarding().forward("GET " + received + " HTTP/1.1\nHost: h\n"))
                .startsWith("GET " + sent + " HTTP/1.1\nHost: h\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET http://h/a?b=c | GET /a?b=c",
            "GET http://h | GET /",
            "GET http://h?b=c | GET /?b=c",
            "GET http://h/a/../b?c | GET /b?c",
            "OPTIONS http://h | OPTIONS *",
            "OPTIONS http://h/ | OPTIONS /",
            "OPTIONS http://h?x | OPTIONS /?x",
    })
    void of_an_absolute_form_only_path_and_query_go_on(String received, String sent) {
        assertThat(new RequestForwarding().forward(received + " HTTP/1.1\nHost: h\n"))
                .startsWith(sent + " HTTP/1.1\nHost: h\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET /v1/a?b=/v1/ | GET /new/a?b=/v1/",
            "GET /v1?b | GET /new?b",
            "GET http://h/v1/a?b | GET /new/a?b",
            "GET /x/../v1/a?b | GET /new/a?b",
    })
    void a_rewriting_route_replaces_the_path_and_never_the_query(String received, String sent) {
        RequestForwarding forwarding = new RequestForwarding().rewriting("/v1", "/new");

        assertThat(forwarding.forward(received + " HTTP/1.1\nHost: h\n")).startsWith(sent + " HTTP/1.1\nHost: h\n");
    }

    @Test
    void a_request_for_the_server_as_a_whole_is_not_rewritten() {
        RequestForwarding forwarding = new RequestForwarding().rewriting("/", "/new/");

        assertThat(forwarding.forward("OPTIONS * HTTP/1.1\nHost: h\n")).startsWith("OPTIONS * HTTP/1.1\n");
        assertThat(forwarding.forward("OPTIONS http://h HTTP/1.1\nHost: h\n")).startsWith("OPTIONS * HTTP/1.1\n");
    }

    @Test
    void empty_lines_before_a_request_do_not_go_on() {
        assertThat(new RequestForwarding().forward("\n\nGET / HTTP/1.1\nHost: h\n")).startsWith("GET / HTTP/1.1\nHost: h\n");
    }
}
