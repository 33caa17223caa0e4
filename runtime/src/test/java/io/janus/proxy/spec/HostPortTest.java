package io.janus.proxy.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {

    @ParameterizedTest
    @CsvSource({
            "127.0.0.1:80, 127.0.0.1, 80",
            "db.example.com:5432, db.example.com, 5432",
            "localhost:65535, localhost, 65535",
            "*:8080, *, 8080",
            "[::1]:5432, ::1, 5432",
            "[2001:db8::1]:0, 2001:db8::1, 0",
            "with-dash_and_underscore:1, with-dash_and_underscore, 1",
    })
    void an_address_is_read_and_written_back(String text, String host, int port) {
        HostPort address = HostPort.parse(text);

        assertThat(address).isEqualTo(new HostPort(host, port));
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "localhost | has no port",
            "'' | has no port",
            ":80 | must begin with an IP address or a host name",
            "[]:80 | must begin with an IP address or a host name",
            "a b:80 | must begin with an IP address or a host name",
            "a/b:80 | must begin with an IP address or a host name",
            "bücher:80 | must begin with an IP address or a host name",
            "[::1:80 | brackets",
            "::1:80 | brackets",
            "[::1] | brackets",
            "localhost: | must end with a port from 0 to 65535",
            "localhost:65536 | must end with a port from 0 to 65535",
            "localhost:-1 | must end with a port from 0 to 65535",
            "localhost:+1 | must end with a port from 0 to 65535",
            "localhost:٨٠ | must end with a port from 0 to 65535",
            "localhost:99999999999 | must end with a port from 0 to 65535",
            "localhost:80x | must end with a port from 0 to 65535",
            "[localhost]:80 | must have an IPv6 address in its brackets",
            "[127.0.0.1]:80 | must have an IPv6 address in its brackets",
    })
    void anything_else_is_refused_with_the_rule(String text, String rule) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }
}
