package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.proxy.spec.HostPort;

class AdminAddressTest {

    @TempDir
    Path directory;

    @Test
    void unless_configured_the_admin_side_is_on_the_loopback_interface() {
        assertThat(Configuration.read(null).adminAddress()).isEqualTo(new HostPort("127.0.0.1", 9090));
    }

    @Test
    void a_file_can_move_it() throws IOException {
        Path file = Files.writeString(directory.resolve("janus.yaml"), "quarkus: { http: { port: 9191 } }");

        assertThat(Configuration.read(file).adminAddress()).isEqualTo(new HostPort("127.0.0.1", 9191));
    }

    @Test
    void a_file_moves_it_with_yaml_that_only_janus_reads_as_well() throws IOException {
        String aliases = "x: &a 1\nlist: [" + "*a,".repeat(60) + "*a]\n";
        Path file = Files.writeString(directory.resolve("janus.yaml"), aliases
                + "quarkus: { http: { host: \"::1\", port: \"9191\" } }\n");

        assertThat(Configuration.read(file).adminAddress()).isEqualTo(new HostPort("::1", 9191));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "port: abc          | quarkus.http.port: \"abc\" must be a port from 0 to 65535. Maybe 9090.",
            "port: 99999        | quarkus.http.port: \"99999\" must be",
            "port: -1           | quarkus.http.port: \"-1\" must be",
            "port: '${nowhere}' | quarkus.http.port: refers to something that is not set",
            "host: a_b          | quarkus.http.host: \"a_b\" must be a host name",
            "host: 'a b'        | quarkus.http.host: \"a b\" must be a host name" }, quoteCharacter = '`')
    void what_is_no_address_is_refused_by_its_key(String yaml, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("janus.yaml"),
                "quarkus: { http: { " + yaml.replace('\'', '"') + " } }");

        assertThatThrownBy(() -> Configuration.read(file).adminAddress()).isInstanceOf(CommandRefusedException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void all_interfaces_are_called_at_the_loopback_one() {
        assertThat(AdminAddress.url(new HostPort("0.0.0.0", 9090), "/q")).hasToString("http://127.0.0.1:9090/q");
        assertThat(AdminAddress.url(new HostPort("::", 9090), "/q")).hasToString("http://[::1]:9090/q");
        assertThat(AdminAddress.url(new HostPort("10.0.0.1", 80), "/q")).hasToString("http://10.0.0.1:80/q");
    }
}
