package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.proxy.spec.HostPort;

class AdminAddressTest {

    @TempDir
    Path directory;

    @Test
    void unless_configured_the_admin_side_is_on_the_loopback_interface() {
        assertThat(AdminAddress.configured(null)).isEqualTo(new HostPort("127.0.0.1", 9090));
    }

    @Test
    void a_file_can_move_it() throws IOException {
        Path file = Files.writeString(directory.resolve("janus.yaml"), "quarkus: { http: { port: 9191 } }");

        assertThat(AdminAddress.configured(file)).isEqualTo(new HostPort("127.0.0.1", 9191));
    }

    @Test
    void all_interfaces_are_called_at_the_loopback_one() {
        assertThat(AdminAddress.url(new HostPort("0.0.0.0", 9090), "/q")).hasToString("http://127.0.0.1:9090/q");
        assertThat(AdminAddress.url(new HostPort("::", 9090), "/q")).hasToString("http://[::1]:9090/q");
        assertThat(AdminAddress.url(new HostPort("10.0.0.1", 80), "/q")).hasToString("http://10.0.0.1:80/q");
    }
}
