package io.janus.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.it.WebClient.Answer;

/** HTTP requests of the packaged application when it is ended by SIGTERM. */
class HttpShutdownIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Long enough for what a test does in it, on a busy machine too. */
    private static final String ACCEPT_WINDOW = "5s";

    /** So many that it is no accident, and so few that the window has time for many more. */
    private static final int REQUESTS = 15;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private final WebEndpoint endpoint = new WebEndpoint("a");
    private final int port = RunningApplication.freePort();

    HttpShutdownIT() throws IOException {
    }

    @AfterEach
    void nothing_is_left() {
        endpoint.close();
    }

    @Test
    void clients_are_told_to_leave_while_janus_still_accepts() throws Exception {
        try (RunningApplication application = start(ACCEPT_WINDOW); WebClient before = new WebClient(port)) {
            assertThat(before.get("/").header("Connection")).isNull();

            application.terminate();
            await().atMost(SOON).until(() -> application.readiness() == 503);

            Answer last = before.get("/");
            assertThat(last.body()).isEqualTo("a\n");
            assertThat(last.header("Connection")).isEqualTo("close");
            assertThat(before.ended()).isTrue();
            for (int i = 0; i < REQUESTS; i++) {
                Answer answer = WebClient.getOnce(port, "/" + i);
                assertThat(answer.body()).isEqualTo("a\n");
                assertThat(answer.header("Connection")).isEqualTo("close");
            }
            assertThat(application.ends()).isTrue();
        }
    }

    @Test
    void an_answer_that_is_under_way_comes_while_nothing_new_is_accepted() throws Exception {
        try (RunningApplication application = start("0s"); WebClient waiting = new WebClient(port)) {
            waiting.send("/slow");
            endpoint.awaitSlow();

            application.terminate();
            await().atMost(SOON).untilAsserted(
                    () -> assertThatThrownBy(() -> WebClient.getOnce(port, "/")).isInstanceOf(ConnectException.class));
            assertThat(application.alive()).isTrue();
            endpoint.answerSlow();

            Answer answer = waiting.receive();
            assertThat(answer.body()).isEqualTo("a\n");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(waiting.ended()).isTrue();
            assertThat(application.ends()).isTrue();
        }
    }

    @Test
    void a_connection_that_waits_for_its_next_request_holds_nothing_up() throws Exception {
        try (RunningApplication application = start("0s"); WebClient idle = new WebClient(port)) {
            assertThat(idle.get("/").status()).isEqualTo(200);

            application.terminate();

            assertThat(idle.ended()).isTrue();
            // Far sooner than the time that is left to drain, which is a minute.
            assertThat(application.ends()).isTrue();
        }
    }

    private RunningApplication start(String acceptWindow) throws IOException {
        RunningApplication application = new RunningApplication(directory, """
                janus:
                  shutdown: { accept-window: %s, drain: 60s }
                  listeners:
                    only: { bind: "127.0.0.1:%d", protocol: http, backend: only }
                  backends:
                    only: { endpoints: { a: { address: "%s" } } }
                """.formatted(acceptWindow, port, endpoint.address()));
        // The listeners come before the admin side; a stop in between would find half an application.
        application.awaitThat(() -> WebClient.getOnce(port, "/").status() == 200 && application.readiness() == 200);
        return application;
    }
}
