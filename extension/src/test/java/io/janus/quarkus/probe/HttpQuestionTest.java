package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec.Http;

class HttpQuestionTest {

    private static String host(String host, int port) {
        return host(Optional.empty(), new HostPort(host, port));
    }

    private static String host(Optional<String> configured, HostPort address) {
        return text(new Http("/", configured, 200, 399), address).lines().filter(line -> line.startsWith("Host: "))
                .findFirst().orElseThrow().substring("Host: ".length());
    }

    private static String text(Http asked, HostPort address) {
        return new String(HttpQuestion.bytes(asked, address), StandardCharsets.US_ASCII);
    }

    @Test
    void it_is_a_get_that_ends_its_connection_and_says_who_asks() {
        assertThat(text(TestProbes.get("/healthz?deep=1"), new HostPort("10.0.0.7", 8080))).isEqualTo("""
                GET /healthz?deep=1 HTTP/1.1\r
                Host: 10.0.0.7:8080\r
                User-Agent: janus-probe\r
                Accept: */*\r
                Connection: close\r
                \r
                """);
    }

    @Test
    void the_host_is_the_address_as_it_is_configured() {
        assertThat(host("App-1.example.com", 8080)).isEqualTo("App-1.example.com:8080");
        assertThat(host("2001:db8::7", 8080)).isEqualTo("[2001:db8::7]:8080");
    }

    @Test
    void the_usual_port_is_left_out_of_the_host() {
        assertThat(host("app.example.com", 80)).isEqualTo("app.example.com");
        assertThat(host("::1", 80)).isEqualTo("[::1]");
    }

    @Test
    void a_zone_stays_at_home() {
        assertThat(host("fe80::1%eth0", 8080)).isEqualTo("[fe80::1]:8080");
    }

    @Test
    void a_configured_host_is_sent_as_it_is() {
        assertThat(host(Optional.of("www.Example.com"), new HostPort("10.0.0.7", 8080))).isEqualTo("www.Example.com");
    }
}
