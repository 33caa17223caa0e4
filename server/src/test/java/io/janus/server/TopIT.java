package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import com.sun.net.httpserver.HttpExchange;

import io.janus.server.admin.FakeAdmin;

/** {@code janus top} in a real terminal: one that {@code script} makes, of util-linux. */
@EnabledOnOs(OS.LINUX)
class TopIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String FRAME = """
            {"at":"2026-11-28T20:00:01Z","revision":1,"configVersion":3,"openConnections":4,"loopLagP99Millis":0.4,"listeners":[],\
            "routes":[],"backends":[{"name":"app","p50Millis":1.0,"p99Millis":2.0,"retriesPerSecond":0.0,"attemptsPerSecond":20.5,\
            "failuresPerSecond":0.0,"endpoints":[["app-1","up",1.0,2,20.5,0.0]]}]}""";

    /** A shell in a terminal that runs the command, and says how it left the terminal. */
    private static final String SHELL = """
            stty cols 80 rows 24; before=$(stty -g)
            sh -c 'echo "pid=$$"; exec %s top --admin %s'; echo "ended with $?"
            test "$(stty -g)" = "$before" && echo "the terminal is as it was"
            """;

    /** Written by the reading thread, read by the test. */
    private final StringBuffer output = new StringBuffer();

    private static FakeAdmin admin() throws IOException {
        return new FakeAdmin().on("GET /janus/api/state", exchange -> answer(exchange, "application/json", "{}"))
                .on("GET /janus/api/live", exchange -> {
                    boolean one = exchange.getRequestHeaders().getFirst("Accept").equals("application/json");
                    answer(exchange, one ? "application/json" : "text/event-stream",
                            one ? FRAME : "event: frame\ndata: " + FRAME + "\n\n");
                });
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Process inTerminal(FakeAdmin admin) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script of util-linux");
        String executable = System.getProperty("native.image.path");
        String janus = executable != null ? executable
                : Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "
                        + System.getProperty("janus-jar");
        ProcessBuilder script = new ProcessBuilder(
                List.of("/usr/bin/script", "-qec", SHELL.formatted(janus, admin.address()), "/dev/null"));
        script.environment().put("TERM", "xterm-256color");
        script.environment().put("SHELL", "/bin/sh");
        Process process = script.redirectErrorStream(true).start();
        Thread reader = new Thread(() -> read(process.getInputStream()), "terminal");
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private void read(InputStream in) {
        byte[] bytes = new byte[4096];
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                output.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            output.append("[unreadable: ").append(e).append(']');
        }
    }

    private void awaitText(String text) {
        await().atMost(SOON).untilAsserted(() -> assertThat(output.toString()).contains(text));
    }

    private void assertGivenBack(Process process) throws InterruptedException {
        awaitText("the terminal is as it was");
        assertThat(output.toString()).containsSubsequence("\u001b[?1049h", "app-1", "\u001b[?1049l");
        assertThat(output.toString()).doesNotContain("WARN", "Exception");
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keys_drive_it_and_q_gives_the_terminal_back() throws Exception {
        try (FakeAdmin admin = admin()) {
            Process process = inTerminal(admin);
            try {
                awaitText("q quit");
                OutputStream keyboard = process.getOutputStream();
                keyboard.write('?');
                keyboard.flush();
                awaitText("Any key goes back");
                keyboard.write("xq".getBytes(StandardCharsets.US_ASCII));
                keyboard.flush();

                awaitText("ended with 0");
                assertGivenBack(process);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void so_does_a_signal() throws Exception {
        try (FakeAdmin admin = admin()) {
            Process process = inTerminal(admin);
            try {
                awaitText("q quit");
                String pid = output.substring(output.indexOf("pid=") + "pid=".length()).lines().findFirst().orElseThrow();
                new ProcessBuilder("sh", "-c", "kill -TERM " + pid.strip()).start().waitFor();

                awaitText("ended with 143");
                assertGivenBack(process);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
