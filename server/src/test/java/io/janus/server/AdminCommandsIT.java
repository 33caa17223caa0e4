package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import io.janus.server.admin.FakeAdmin;

/** The commands that ask a running Janus, as processes: their options are made by reflection, and signals are for processes. */
class AdminCommandsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** The number of INT on Linux. */
    private static final int INT = 2;

    private static final String EVENT = """
            {"id":17,"at":"2026-11-28T20:00:00Z","type":"endpoint","text":"app/app-1 is down"}""";

    @TempDir
    Path directory;

    @Test
    void ctrl_c_ends_events_that_are_followed_with_0() throws Exception {
        assumeTrue(JanusProcess.hears(INT), "INT is ignored here, and by what is started here");
        try (FakeAdmin admin = new FakeAdmin().on("GET /janus/api/events", AdminCommandsIT::begin);
                JanusProcess events = JanusProcess.start("events", "--follow", "--admin", admin.address())) {
            events.awaitLine("  17  endpoint  app/app-1 is down");
            events.signal("INT");

            assertThat(events.awaitExit(SOON)).isZero();
            assertThat(events.output()).doesNotContain("Exception", "broke off");
        }
    }

    @Test
    void an_output_that_was_closed_ends_events_that_are_followed() throws Exception {
        HttpHandler endless = exchange -> {
            OutputStream out = begin(exchange);
            // Bounded, should the process not go away: some megabytes.
            for (int i = 0; i < 100_000; i++) {
                send(out);
            }
        };
        try (FakeAdmin admin = new FakeAdmin().on("GET /janus/api/events", endless);
                JanusProcess events = JanusProcess.start("events", "--follow", "--admin", admin.address())) {
            events.awaitLine("app/app-1 is down");
            events.closeOutput();

            assertThat(events.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void options_arguments_and_the_token_reach_the_other_side() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
        HttpHandler weight = exchange -> {
            boolean known = "Bearer s3cret".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    && new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).equals("{\"weight\":5}");
            answer(exchange, known ? 200 : 400, """
                    {"backend":"app","id":"app-1","address":"127.0.0.1:8081","status":"up","inFlight":3,"weight":5,
                     "configuredWeight":100}""");
        };
        try (FakeAdmin admin = new FakeAdmin().on("POST /janus/api/backends/app/endpoints/app-1/weight", weight);
                JanusProcess janus = JanusProcess.start("weight", "app/app-1", "5", "--token-file", token.toString(), "--admin",
                        admin.address())) {
            assertThat(janus.awaitExit(SOON)).isZero();
            assertThat(janus.output())
                    .isEqualTo("app/app-1 at 127.0.0.1:8081 is up: 3 in flight, weight 5 (configured: 100).");
        }
    }

    @Test
    void a_wait_is_read_and_its_end_is_1() throws Exception {
        String busy = """
                {"backend":"app","id":"app-1","address":"127.0.0.1:8081","status":"drained","inFlight":3,"weight":100,
                 "configuredWeight":100}""";
        try (FakeAdmin admin = new FakeAdmin()
                .on("POST /janus/api/backends/app/endpoints/app-1/drain", exchange -> answer(exchange, 200, busy))
                .on("GET /janus/api/backends/app/endpoints/app-1", exchange -> answer(exchange, 200, busy));
                JanusProcess janus = JanusProcess.start("drain", "app/app-1", "--wait", "1ms", "--admin", admin.address())) {
            assertThat(janus.awaitExit(SOON)).isEqualTo(1);
            assertThat(janus.output()).contains("app/app-1 still has 3 in flight");
        }
    }

    @Test
    void a_shell_is_chosen_by_its_name() throws Exception {
        try (JanusProcess janus = JanusProcess.start("completion", "zsh")) {
            assertThat(janus.awaitExit(SOON)).isZero();
            assertThat(janus.output()).contains("_complete_janus", "--token-file", "rollback");
        }
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        send(exchange.getResponseBody());
        return exchange.getResponseBody();
    }

    private static void send(OutputStream out) throws IOException {
        out.write(("data: " + EVENT + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
