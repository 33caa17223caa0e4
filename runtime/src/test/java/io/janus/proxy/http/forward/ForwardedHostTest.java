package io.janus.proxy.http.forward;

import static io.janus.proxy.http.forward.RequestForwarding.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

class ForwardedHostTest {

    private final RequestForwarding forwarding = new RequestForwarding();

    @Test
    void host_stays_where_and_as_it_was() {
        assertThat(forwarding.forward("GET / HTTP/1.1\nA: 1\nhOST:  Ex.Ample:81 \nB: 2\n"))
                .startsWith("GET / HTTP/1.1\nA: 1\nhOST:  Ex.Ample:81 \nB: 2\nX-Forwarded-For:");
        assertThat(forwarding.hostOffset()).isEqualTo(-1);
    }

    @Test
    void the_authority_of_an_absolute_form_takes_the_place_of_host() {
        assertThat(forwarding.forward("GET http://true.example:81/a HTTP/1.1\nA: 1\nHost: forged.example\nB: 2\n"))
                .isEqualTo("""
                        GET /a HTTP/1.1
                        A: 1
                        Host: true.example:81
                        B: 2
                        X-Forwarded-For: 192.0.2.7
                        X-Forwarded-Proto: http
                        X-Forwarded-Host: true.example:81
                        """);
        assertThat(forwarding.hostOffset()).isEqualTo(-1);
    }

    @Test
    void an_absolute_form_without_host_gets_one() {
        assertThat(forwarding.forward("GET http://true.example/a HTTP/1.0\nA: 1\n"))
                .startsWith("GET /a HTTP/1.1\nHost: true.example\nA: 1\nX-");
        assertThat(forwarding.hostOffset()).isEqualTo(-1);
    }

    @Test
    void without_a_host_it_is_told_where_one_belongs() {
        String head = forwarding.forward("GET /a HTTP/1.0\nA: 1\n");

        assertThat(head).isEqualTo("GET /a HTTP/1.1\nA: 1\nX-Forwarded-For: 192.0.2.7\nX-Forwarded-Proto: http\n");
        assertThat(forwarding.hostOffset()).isEqualTo("GET /a HTTP/1.1\r\n".length());
    }

    @Test
    void a_head_without_any_field_is_forwarded() {
        String head = forwarding.forward("GET /a HTTP/1.0\n");

        assertThat(head).isEqualTo("GET /a HTTP/1.1\nX-Forwarded-For: 192.0.2.7\nX-Forwarded-Proto: http\n");
        assertThat(forwarding.hostOffset()).isEqualTo("GET /a HTTP/1.1\r\n".length());
    }

    @ParameterizedTest
    @CsvSource({ "GET /a HTTP/1.1, Host: received", "GET http://received/a HTTP/1.1, Host: x",
            "GET http://received/a HTTP/1.0, A: 1",
            "GET /a HTTP/1.0, Host: received" })
    void a_route_that_sets_host_makes_the_only_one(String line, String field) {
        forwarding.editing(new HeaderEditsSpec(List.of(), Map.of("Host", "set.example"), Map.of()));

        String head = forwarding.forward(line + "\n" + field + "\n");

        assertThat(head.lines().filter(each -> each.startsWith("Host:"))).containsExactly("Host: set.example");
        assertThat(head).contains("X-Forwarded-Host: received\n");
        assertThat(forwarding.hostOffset()).isEqualTo(-1);
    }

    @Test
    void a_route_that_sets_host_makes_it_for_a_request_without_one() {
        forwarding.editing(new HeaderEditsSpec(List.of(), Map.of("host", "set.example"), Map.of()));

        assertThat(forwarding.forward("GET /a HTTP/1.0\n")).containsOnlyOnce("host: set.example\n");
        assertThat(forwarding.hostOffset()).isEqualTo(-1);
    }

    @Test
    void no_route_takes_host_away() {
        forwarding.editing(new HeaderEditsSpec(List.of("host"), Map.of("hosts", "h"), Map.of()));

        assertThat(forwarding.forward("GET /a HTTP/1.1\nHost: h\n")).startsWith("GET /a HTTP/1.1\nHost: h\n");
    }

    @ParameterizedTest
    @CsvSource({
            "10.1.2.3, 8080, 10.1.2.3:8080",
            "10.1.2.3, 80, 10.1.2.3",
            "2001:db8::1, 8080, [2001:db8::1]:8080",
            "2001:db8::1, 80, [2001:db8::1]",
    })
    void a_host_line_is_made_of_an_endpoints_address(String literal, int port, String host) {
        Bytes out = new Bytes(8);

        new ForwardedRequest().writeHost(address(literal, port), out);

        assertThat(out).hasToString("Host: " + host + "\r\n");
    }

    @Test
    void each_endpoint_gets_its_own_host_line() {
        ForwardedRequest forwarded = new ForwardedRequest();
        Bytes out = new Bytes(8);

        forwarded.writeHost(address("10.0.0.1", 1), out);
        forwarded.writeHost(address("10.0.0.2", 1), out);
        forwarded.writeHost(InetSocketAddress.createUnresolved("name.example", 3), out);

        assertThat(out).hasToString("Host: 10.0.0.1:1\r\nHost: 10.0.0.2:1\r\nHost: name.example:3\r\n");
    }
}
