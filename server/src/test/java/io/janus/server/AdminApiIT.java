package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask and change a running Janus, against one that runs. */
class AdminApiIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Path file = Path.of("");
    private JanusProcess janus;
    private String admin;

    @BeforeEach
    void start() throws Exception {
        file = write("janus.yaml", "app-1: { address: \"127.0.0.1:1\" }, app-2: { address: \"127.0.0.1:2\" }");
        janus = JanusProcess.start("run", "--config", file.toString(), "--admin", "127.0.0.1:0");
        admin = "127.0.0.1:" + janus.awaitLine("health and metrics on http://127\\.0\\.0\\.1:(\\d+)/q").group(1);
    }

    @AfterEach
    void stop() throws InterruptedException {
        janus.close();
    }

    @Test
    void what_is_planned_is_applied_and_rolled_back_and_stands_in_the_history() throws Exception {
        Path other = write("other.yaml", "app-1: { address: \"127.0.0.1:1\" }, app-3: { address: \"127.0.0.1:3\" }");

        assertThat(run("plan").out()).contains("Nothing would change: version 1");
        assertThat(run("plan", other.toString()).out()).contains("  + endpoint app/app-3", "  - endpoint app/app-2");
        assertThat(run("apply", other.toString(), "--version", "1").out()).contains("Version 2 is in force.");
        assertThat(run("plan", "--rollback", "1").out()).contains("  + endpoint app/app-2", "  - endpoint app/app-3");
        assertThat(run("rollback", "1").out()).contains("Version 3 is in force.", "  + endpoint app/app-2");
        assertThat(run("history").out().lines().map(line -> line.split(" ")[0])).containsExactly("VERSION", "3", "2", "1");
        assertThat(run("history", "2").out()).contains("  + endpoint app/app-3", "app-3: { address: \"127.0.0.1:3\" }");
        assertThat(run("events").out()).contains("  config    ", "  endpoint app/app-3 is added");
    }

    @Test
    void a_plan_that_grew_old_is_not_applied() throws Exception {
        Cli apply = run("apply", "--version", "7");

        assertThat(apply.exitCode()).isEqualTo(1);
        assertThat(apply.err()).contains("Version 1 is in force and not 7");
    }

    @Test
    void a_bad_file_is_refused_as_check_refuses_it() throws Exception {
        Path bad = write("bad.yaml", "app-1: { address: nowhere }");

        Cli plan = run("plan", bad.toString());

        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.err()).isEqualTo(Cli.janus("check", bad.toString()).err()).contains(bad + ":", "nowhere");

        Files.copy(bad, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("plan").err()).isEqualTo(Cli.janus("check", file.toString()).err());
    }

    @Test
    void an_endpoint_is_drained_weighted_and_enabled_again() throws Exception {
        assertThat(run("drain", "app/app-1", "--wait", "10s").out()).contains("app/app-1 at 127.0.0.1:1 is drained by ",
                "Nothing is in flight there any more.");
        assertThat(run("weight", "app/app-2", "5").out()).contains("weight 5 (configured: 1)");
        assertThat(run("status").out()).contains("OVERRIDDEN").containsPattern("app/app-1 +drained ")
                .containsPattern("app/app-2 +weight 5 \\(configured: 1\\) ");

        assertThat(run("enable", "app/app-1").out()).contains("is up");
        assertThat(run("weight", "app/app-2", "reset").out()).contains("weight 1.");
        assertThat(run("status").out()).doesNotContain("OVERRIDDEN");
    }

    @Test
    void what_does_not_exist_is_told_in_a_sentence() throws Exception {
        Cli drain = run("drain", "app/app-9");

        assertThat(drain.exitCode()).isEqualTo(1);
        assertThat(drain.err()).contains("no endpoint app/app-9");
        assertThat(run("rollback", "9").exitCode()).isEqualTo(1);
    }

    @Test
    void followed_events_end_with_0_when_janus_stops() throws Exception {
        try (JanusProcess events = JanusProcess.start("events", "--follow", "--admin", admin)) {
            events.awaitLine("is ready after");
            assertThat(run("drain", "app/app-1").exitCode()).isZero();
            events.awaitLine("endpoint app/app-1 .* is drained");

            janus.signal("TERM");

            assertThat(events.awaitExit(SOON)).isZero();
            assertThat(janus.awaitExit(SOON)).isZero();
        }
    }

    private Cli run(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--admin";
        all[args.length + 1] = admin;
        return Cli.janus(all);
    }

    private Path write(String name, String endpoints) throws IOException {
        return Files.writeString(directory.resolve(name), """
                janus:
                  shutdown: { accept-window: 0s }
                  listeners: { web: { bind: "127.0.0.1:0", protocol: http, backend: app } }
                  backends:
                    app:
                      endpoints: { %s }
                """.formatted(endpoints));
    }
}
