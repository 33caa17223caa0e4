package io.janus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a process of its own, ended by SIGTERM. */
class ShutdownIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private final GreetingEndpoint endpoint = new GreetingEndpoint("a");
    private final int port = freePort();
    private @Nullable Process running;

    ShutdownIT() throws IOException {
    }

    @AfterEach
    void nothing_is_left() throws IOException, InterruptedException {
        endpoint.close();
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_session_goes_on_while_draining_and_the_process_ends_with_it() throws Exception {
        Process application = start("60s");
        try (Client client = Client.connect(port)) {
            application.destroy();
            await().atMost(SOON).untilAsserted(() -> assertThatThrownBy(() -> Client.greetingFrom(port))
                    .isInstanceOf(IOException.class));
            assertThat(client.say("still here")).isEqualTo("still here");
            assertThat(application.isAlive()).isTrue();
        }
        assertThat(application.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_session_that_outlasts_the_drain_time_is_reset() throws Exception {
        Process application = start("1s");
        try (Client client = Client.connect(port)) {
            application.destroy();
            assertThatThrownBy(() -> {
                while (client.say("still here") != null) {
                    Thread.onSpinWait();
                }
            }).isInstanceOf(SocketException.class);
            assertThat(application.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process start(String drain) throws IOException {
        Path file = directory.resolve("janus.yaml");
        Files.writeString(file, """
                janus:
                  shutdown: { accept-window: 0s, drain: %s }
                  listeners:
                    only: { bind: "127.0.0.1:%d", protocol: tcp, backend: only }
                  backends:
                    only: { endpoints: { a: { address: "%s" } } }
                """.formatted(drain, port, endpoint.address()));
        Process application = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djanus-config-file=" + file,
                "-Dquarkus.http.port=" + freePort(),
                "-jar", Path.of("target", "quarkus-app", "quarkus-run.jar").toString()))
                .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        running = application;
        await().atMost(SOON).failFast(() -> assertThat(application.isAlive()).as(log()).isTrue()).ignoreExceptions()
                .until(() -> "a".equals(Client.greetingFrom(port)));
        return application;
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
