package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes: what they read of the class path and make by reflection has to be in a native image too. */
class CommandLineIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void version_knows_what_it_is_made_of() throws Exception {
        try (JanusProcess janus = JanusProcess.start("--version")) {
            assertThat(janus.awaitExit(SOON)).isZero();
            assertThat(janus.output()).containsPattern("Janus +[0-9]").containsPattern("Quarkus +[0-9]")
                    .containsPattern("Netty +4\\.1\\.").containsPattern("Java +[0-9]");
        }
    }

    @Test
    void check_sums_up_a_good_file() throws Exception {
        try (JanusProcess janus = JanusProcess.start("check", file("127.0.0.1:8081").toString())) {
            assertThat(janus.awaitExit(SOON)).isZero();
            assertThat(janus.output()).contains("janus.yaml is good.", "least-request", "tcp every 1m30s");
        }
    }

    @Test
    void check_refuses_a_bad_file() throws Exception {
        try (JanusProcess janus = JanusProcess.start("check", file("nowhere").toString())) {
            assertThat(janus.awaitExit(SOON)).isEqualTo(1);
            assertThat(janus.output()).contains("endpoints.app-1.address", "nowhere").doesNotContain("Exception");
        }
    }

    @Test
    void status_says_that_nothing_runs() throws Exception {
        // Port 1 is nobody's.
        try (JanusProcess janus = JanusProcess.start("status", "--admin", "127.0.0.1:1")) {
            assertThat(janus.awaitExit(SOON)).isEqualTo(3);
            assertThat(janus.output()).contains("No Janus runs at 127.0.0.1:1");
        }
    }

    @Test
    void a_bad_address_on_the_command_line_is_a_matter_of_usage() throws Exception {
        try (JanusProcess janus = JanusProcess.start("status", "--admin", "nowhere")) {
            assertThat(janus.awaitExit(SOON)).isEqualTo(2);
            assertThat(janus.output()).contains("--admin", "'nowhere'");
        }
    }

    @Test
    void without_an_admin_option_the_packed_defaults_say_where_it_is() throws Exception {
        Path file = file("127.0.0.1:8081");
        Files.writeString(file, Files.readString(file) + "quarkus: { http: { port: 0 } }\n");
        try (JanusProcess janus = JanusProcess.start("run", "--config", file.toString())) {
            janus.awaitLine("health and metrics on http://127\\.0\\.0\\.1:\\d+/q");
            janus.signal("TERM");
            assertThat(janus.awaitExit(SOON)).isZero();
        }
    }

    private Path file(String endpoint) throws IOException {
        return Files.writeString(directory.resolve("janus.yaml"), """
                janus:
                  shutdown: { accept-window: 0s }
                  listeners: { web: { bind: "127.0.0.1:0", protocol: tcp, backend: app } }
                  backends:
                    app:
                      probe: { type: tcp, interval: 90s }
                      endpoints: { app-1: { address: "%s" } }
                """.formatted(endpoint));
    }
}
