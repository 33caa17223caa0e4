package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code janus run} as a process: traffic, signals, reload, taken ports. */
class RunIT {

    /** Half of what sessions are given to end: whatever happens within it did not wait for them. */
    private static final Duration SOON = Duration.ofSeconds(60);

    /** A pipe holds 64 KiB, or as little as three quarters of it, because a line is not spread over its pages. */
    private static final int NEARLY_A_PIPE = 40_000;

    @TempDir
    Path directory;

    private Greeter one;
    private Greeter two;
    private Path file;

    @BeforeEach
    void endpoints() throws IOException {
        one = new Greeter("one");
        two = new Greeter("two");
        file = directory.resolve("janus.yaml");
        write(0, one);
    }

    @AfterEach
    void closeEndpoints() throws IOException {
        one.close();
        two.close();
    }

    @Test
    void it_serves_and_status_shows_it() throws Exception {
        try (JanusProcess janus = run()) {
            try (Client client = new Client(listenerPort(janus))) {
                assertThat(client.readLine()).isEqualTo("one");
                assertThat(client.ask("hi")).isEqualTo("hi");
            }

            Cli status = Cli.janus("status", "--admin", "127.0.0.1:" + adminPort(janus));

            assertThat(status.exitCode()).isZero();
            assertThat(status.out()).contains("is ready", "127.0.0.1:" + listenerPort(janus), "app", "e1");
        }
    }

    @Test
    void term_lets_sessions_finish_and_ends_with_0() throws Exception {
        try (JanusProcess janus = run()) {
            try (Client client = new Client(listenerPort(janus))) {
                client.readLine();

                janus.signal("TERM");
                janus.awaitLine("SIGTERM");

                assertThat(client.ask("still there?")).isEqualTo("still there?");
                assertThat(janus.alive()).isTrue();
            }

            assertThat(janus.awaitExit(SOON)).isZero();
            assertThat(janus.output()).endsWith("Janus has stopped");
        }
    }

    @Test
    void an_output_that_nobody_reads_stops_neither_traffic_nor_the_end() throws Exception {
        assumeThat(JanusProcess.hears(1)).as("SIGHUP is not ignored here").isTrue();
        try (JanusProcess janus = run()) {
            int port = listenerPort(janus);
            int admin = adminPort(janus);
            janus.stopReading();
            // A refused reload says what is wrong with each key: together far more than a pipe holds.
            Files.writeString(file, "janus:\n" + IntStream.range(0, 2000)
                    .mapToObj(i -> "  no-such-key-" + i + "-" + "x".repeat(40) + ": 1\n").collect(Collectors.joining()));
            await().atMost(SOON).pollInterval(Duration.ofMillis(1)).until(() -> {
                janus.signal("HUP");
                return janus.unread() > NEARLY_A_PIPE;
            });
            for (int i = 0; i < 50; i++) {
                janus.signal("HUP");
            }

            try (Client client = new Client(port)) {
                assertThat(client.readLine()).isEqualTo("one");
            }
            assertThat(Cli.janus("status", "--admin", "127.0.0.1:" + admin).exitCode()).isZero();
            janus.signal("TERM");

            assertThat(janus.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void a_second_signal_ends_at_once_with_1() throws Exception {
        try (JanusProcess janus = run(); Client client = new Client(listenerPort(janus))) {
            client.readLine();
            janus.signal("TERM");
            janus.awaitLine("SIGTERM");

            janus.signal("TERM");

            assertThat(janus.awaitExit(SOON)).isEqualTo(1);
            assertThat(janus.output()).contains("second signal (SIGTERM), ending at once");
        }
    }

    @Test
    void hup_reloads_while_sessions_stay() throws Exception {
        assumeThat(JanusProcess.hears(1)).as("SIGHUP is not ignored here").isTrue();
        try (JanusProcess janus = run()) {
            int port = listenerPort(janus);
            try (Client before = new Client(port)) {
                assertThat(before.readLine()).isEqualTo("one");
                write(0, two);

                janus.signal("HUP");

                await().atMost(SOON).untilAsserted(() -> {
                    try (Client after = new Client(port)) {
                        assertThat(after.readLine()).isEqualTo("two");
                    }
                });
                assertThat(before.ask("still there?")).isEqualTo("still there?");
            }
            janus.signal("TERM");
            assertThat(janus.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void a_second_janus_on_the_same_port_says_so_and_ends_with_1() throws Exception {
        try (JanusProcess first = run()) {
            int port = listenerPort(first);
            write(port, one);

            try (JanusProcess second = run()) {
                assertThat(second.awaitExit(SOON)).isEqualTo(1);
                assertThat(second.output()).contains("listener web: 127.0.0.1:" + port + " is already in use",
                        "janus.listeners.web.bind").doesNotContain("\tat ");
            }
            try (Client client = new Client(port)) {
                assertThat(client.readLine()).isEqualTo("one");
            }
        }
    }

    @Test
    void a_second_janus_on_the_same_admin_port_says_so_and_ends_with_1() throws Exception {
        try (JanusProcess first = run()) {
            int port = adminPort(first);

            try (JanusProcess second = JanusProcess.start("--config", file.toString(), "--admin", "127.0.0.1:" + port)) {
                assertThat(second.awaitExit(SOON)).isEqualTo(1);
                assertThat(second.output()).contains("admin: 127.0.0.1:" + port + " is already in use", "--admin HOST:PORT")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void a_bad_file_ends_with_1_before_anything_starts() throws Exception {
        Files.writeString(file, "janus: { listners: {} }");

        try (JanusProcess janus = run()) {
            assertThat(janus.awaitExit(SOON)).isEqualTo(1);
            assertThat(janus.output()).contains("listners").doesNotContain("\tat ", "is ready");
        }
    }

    private JanusProcess run() throws IOException {
        return JanusProcess.start("run", "--config", file.toString(), "--admin", "127.0.0.1:0");
    }

    private static int listenerPort(JanusProcess janus) {
        return janus.awaitPort("listener web on ");
    }

    private static int adminPort(JanusProcess janus) {
        return janus.awaitPort("metrics on ");
    }

    private void write(int port, Greeter endpoint) throws IOException {
        Path next = directory.resolve("next.yaml");
        Files.writeString(next, """
                janus:
                  io-threads: 1
                  shutdown: { accept-window: 0s, drain: 120s }
                  listeners: { web: { bind: "127.0.0.1:%d", protocol: tcp, backend: app } }
                  backends: { app: { endpoints: { e1: { address: "%s" } } } }
                """.formatted(port, endpoint.address()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
