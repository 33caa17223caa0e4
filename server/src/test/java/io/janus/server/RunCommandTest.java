package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} refuses before anything is started. That it runs is tested with real processes. */
class RunCommandTest {

    @TempDir
    Path directory;

    @Test
    void a_bad_file_ends_with_1_and_says_what_is_bad() throws IOException {
        Path file = Files.writeString(directory.resolve("janus.yaml"), "janus: { listners: {} }");

        Cli run = Cli.janus("--config", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("listners", "listeners").doesNotContain("\tat ");
        assertThat(Server.wasStarted()).isFalse();
    }

    @Test
    void a_taken_listener_and_a_taken_admin_port_are_told_together() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = Files.writeString(directory.resolve("janus.yaml"), """
                    janus:
                      listeners: { web: { bind: "127.0.0.1:%d", protocol: tcp, backend: app } }
                      backends: { app: { endpoints: { app-1: { address: "127.0.0.1:1" } } } }
                    quarkus: { http: { port: %1$d } }
                    """.formatted(taken.getLocalPort()));

            Cli run = Cli.janus("run", "--config", file.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("listener web: 127.0.0.1:" + taken.getLocalPort() + " is already in use", "admin:");
            assertThat(Server.wasStarted()).isFalse();
        }
    }
}
