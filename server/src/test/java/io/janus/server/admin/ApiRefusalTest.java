package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpHandler;

import io.janus.server.Cli;

/** What every command does when the answer is not the one it wants. */
class ApiRefusalTest {

    private static final String ENABLE = "POST /janus/api/backends/a/endpoints/b/enable";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "400 | refuses (400): why it is so",
            "401 | wants a token",
            "403 | janus.admin.allowed-hosts",
            "404 | why it is so",
            "405 | refuses (405): why it is so",
            "409 | plan again",
            "413 | refuses (413): why it is so",
            "415 | refuses (415): why it is so",
            "422 | why it is so",
            "500 | failed (500): why it is so",
            "503 | why it is so" })
    void a_refusal_ends_with_1_and_says_why_or_what_to_do(int status, String text) throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(ENABLE, status, "{\"title\":\"No\",\"detail\":\"why it is so\u009b\"}")) {
            Cli enable = admin.run("enable", "a/b", "--json");

            assertThat(enable.exitCode()).isEqualTo(1);
            assertThat(enable.out()).isEmpty();
            assertThat(enable.err()).contains(text).doesNotContain("\u009b", "\tat ");
        }
    }

    @Test
    void a_refusal_without_words_is_one_too() throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(ENABLE, 500, "")) {
            Cli enable = admin.run("enable", "a/b");

            assertThat(enable.exitCode()).isEqualTo(1);
            assertThat(enable.err()).contains("The Janus at " + admin.address() + " failed (500).");
        }
    }

    @Test
    void the_token_goes_along_but_not_to_health() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
        try (FakeAdmin admin = new FakeAdmin()
                .on("GET /q/health", exchange -> FakeAdmin.send(exchange,
                        exchange.getRequestHeaders().containsKey("Authorization") ? 400 : 200, "application/json",
                        "{\"checks\":[{\"name\":\"janus\",\"status\":\"UP\"}]}"))
                .on("GET /janus/api/backends", 200, "{\"backends\":[]}")) {
            Cli status = admin.run("status", "--token-file", token.toString());

            assertThat(status.exitCode()).isZero();
            assertThat(admin.requests()).singleElement().satisfies(
                    request -> assertThat(request.headers()).containsEntry("authorization", "Bearer s3cret"));
        }
    }

    @Test
    void a_token_that_is_not_accepted_is_named_by_where_it_came_from() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
        try (FakeAdmin admin = new FakeAdmin().on(ENABLE, 401, "{}")) {
            Cli enable = admin.run("enable", "a/b", "--token-file", token.toString());

            assertThat(enable.exitCode()).isEqualTo(1);
            assertThat(enable.err()).contains("does not accept the token of " + token).doesNotContain("s3cret");
        }
    }

    @Test
    void a_janus_whose_admin_api_is_off_says_how_to_put_it_on() throws IOException {
        try (FakeAdmin admin = new FakeAdmin()) {
            Cli enable = admin.run("enable", "a/b");

            assertThat(enable.exitCode()).isEqualTo(1);
            assertThat(enable.err()).contains("is off", "janus.admin.token-file", "janus.admin.enabled");
        }
    }

    @Test
    void what_answers_404_to_everything_is_no_janus() throws IOException {
        try (FakeAdmin other = new FakeAdmin(404, "")) {
            Cli enable = other.run("enable", "a/b");

            assertThat(enable.exitCode()).isEqualTo(3);
            assertThat(enable.err()).contains("is no Janus");
        }
    }

    static List<String> garbage() {
        return List.of("", "<html>", "[]", "{}", "null", "{\"backend\":1}", "{\"backend\":\"a\",\"id\":\"b\"",
                "[".repeat(100_000),
                "{\"backend\":\"a\",\"id\":\"b\",\"address\":\"c\",\"status\":\"up\",\"inFlight\":1e999999999,\"weight\":1,"
                        + "\"configuredWeight\":1}",
                "{\"backend\":\"a\",\"id\":\"b\",\"address\":\"c\",\"status\":\"up\",\"inFlight\":0.5,\"weight\":1,"
                        + "\"configuredWeight\":1}",
                "\u0000\u0001");
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbage_is_not_taken_for_an_answer(String body) throws IOException {
        try (FakeAdmin admin = new FakeAdmin().on(ENABLE, 200, body)) {
            Cli enable = admin.run("enable", "a/b", "--json");

            assertThat(enable.exitCode()).isEqualTo(3);
            assertThat(enable.out()).isEmpty();
            assertThat(enable.err()).contains("is no Janus").doesNotContain("\tat ");
        }
    }

    static Stream<String> commands() {
        return Stream.of("plan", "apply", "history", "history 1", "rollback 1", "drain a/b", "enable a/b", "weight a/b 1",
                "events", "events --follow", "status");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void where_nothing_listens_every_command_ends_with_3_and_tells_the_next_step(String command) throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Cli ended = Cli.janus((command + " --admin 127.0.0.1:" + free).split(" "));

        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err()).contains("No Janus runs at 127.0.0.1:" + free, "janus run", "--admin HOST:PORT");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_redirect_is_not_followed(String command) throws IOException {
        HttpHandler elsewhere = exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            FakeAdmin.send(exchange, 302, "text/plain", "");
        };
        try (FakeAdmin admin = new FakeAdmin()) {
            Stream.of("POST /janus/api/plan", "POST /janus/api/rollback", "GET /janus/api/history", "GET /janus/api/history/1",
                    ENABLE, ENABLE.replace("enable", "drain"), ENABLE.replace("enable", "weight"), "GET /janus/api/events",
                    "GET /q/health").forEach(line -> admin.on(line, elsewhere));
            admin.on("GET /elsewhere", exchange -> {
                throw new AssertionError("followed");
            });

            Cli ended = admin.run(command.split(" "));

            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(ended.err()).contains("is no Janus", "302");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "history", "events --follow" })
    void a_janus_that_stands_still_is_given_up(String command) throws Exception {
        CountDownLatch given = new CountDownLatch(1);
        HttpHandler silent = exchange -> {
            try {
                given.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (FakeAdmin admin = new FakeAdmin().on("GET /janus/api/history", silent).on("GET /janus/api/events", silent)) {
            Cli ended = admin.run(command.split(" "));
            given.countDown();

            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(ended.err()).contains("Nothing answers at " + admin.address() + " within 5 s");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "history", "status" })
    void an_answer_of_a_gigabyte_is_not_taken_in(String command) throws IOException {
        HttpHandler huge = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1L << 30);
            byte[] part = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            try (var out = exchange.getResponseBody()) {
                for (long sent = 0; sent < 1L << 30; sent += part.length) {
                    out.write(part);
                }
            }
        };
        try (FakeAdmin admin = new FakeAdmin().on("GET /janus/api/history", huge).on("GET /q/health",
                command.equals("status") ? huge : exchange -> exchange.close())) {
            Cli ended = admin.run(command);

            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(ended.err()).contains("more than 32 MiB");
        }
    }
}
