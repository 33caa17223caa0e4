package io.janus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TCP sessions of the packaged application when it is ended by SIGTERM. */
class ShutdownIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private final GreetingEndpoint endpoint = new GreetingEndpoint("a");
    private final int port = RunningApplication.freePort();

    ShutdownIT() throws IOException {
    }

    @AfterEach
    void nothing_is_left() throws IOException {
        endpoint.close();
    }

    @Test
    void a_session_goes_on_while_draining_and_the_process_ends_with_it() throws Exception {
        try (RunningApplication application = start("60s")) {
            try (Client client = Client.connect(port)) {
                application.terminate();
                await().atMost(SOON).untilAsserted(() -> assertThatThrownBy(() -> Client.greetingFrom(port))
                        .isInstanceOf(IOException.class));
                assertThat(client.say("still here")).isEqualTo("still here");
                assertThat(application.alive()).isTrue();
            }
            assertThat(application.ends()).isTrue();
        }
    }

    @Test
    void a_session_that_outlasts_the_drain_time_is_reset() throws Exception {
        try (RunningApplication application = start("1s"); Client client = Client.connect(port)) {
            application.terminate();
            assertThatThrownBy(() -> {
                while (client.say("still here") != null) {
                    Thread.onSpinWait();
                }
            }).isInstanceOf(SocketException.class);
            assertThat(application.ends()).isTrue();
        }
    }

    private RunningApplication start(String drain) throws IOException {
        RunningApplication application = new RunningApplication(directory, """
                janus:
                  shutdown: { accept-window: 0s, drain: %s }
                  listeners:
                    only: { bind: "127.0.0.1:%d", protocol: tcp, backend: only }
                  backends:
                    only: { endpoints: { a: { address: "%s" } } }
                """.formatted(drain, port, endpoint.address()));
        application.awaitThat(() -> "a".equals(Client.greetingFrom(port)));
        return application;
    }
}
