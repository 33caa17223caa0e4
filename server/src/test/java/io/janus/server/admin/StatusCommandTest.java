package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.server.Cli;

class StatusCommandTest {

    private static final String UP = """
            {"status":"UP","checks":[
              {"name":"other","status":"DOWN","data":{"listener.not-ours":"1.2.3.4:5"}},
              {"name":"janus","status":"UP"},
              {"name":"janus","status":"UP","data":{
                "listener.web":"127.0.0.1:8080","listener.db":"127.0.0.1:5432","protocol.db":"tcp","protocol.web":"http",
                "backend.app":"2 of 3 up",
                "endpoint.app/app-2":"down: connection refused","endpoint.app/app-1":"up","endpoint.app/a.b":"up",
                "config.version":3}}]}""";

    private static final String DOWN = """
            {"status":"DOWN","checks":[{"name":"janus","status":"DOWN","data":{
              "config.version":1,"config.refused":"line 3: weight is bad"}}]}""";

    private static final String METRICS = """
            # HELP janus_requests_total Requests.
            # TYPE janus_requests_total counter
            janus_requests_total{listener="web",route="-",status_class="2xx",} 1200.0
            janus_requests_total{listener="web",route="v1",status_class="4xx",} 30.0
            janus_requests_total{listener="web",route="-",status_class="4xx",} 4.0
            janus_requests_total{listener="web",route="v1",status_class="5xx",} 5.0
            janus_requests_total{listener="other",route="-",status_class="5xx",} 99.0
            janus_sessions_total{listener="db",end="completed",} 7.0
            janus_sessions_total{listener="db",end="internal",} 1.0
            janus_connections{listener="web",} 12.0
            janus_connections{listener="db",} 3.0
            janus_errors_total{listener="web",code="bad_host",} 0.0
            janus_errors_total{listener="web",code="bad_path",} 1.0
            janus_errors_total{listener="web",code="denied",} 2.0
            janus_errors_total{listener="web",code="no_route",} 30.0
            janus_errors_total{listener="web",code="truncated",} 4.0
            janus_retries_total{backend="app",reason="reset",} 2.0
            janus_retries_total{backend="app",reason="timeout",} 1.0
            janus_in_flight{backend="app",endpoint="app-1",} 4.0
            janus_attempts_total{backend="app",endpoint="app-1",outcome="success",} 1000.0
            janus_attempts_total{backend="app",endpoint="app-1",outcome="cancelled",} 1.0
            janus_attempts_total{backend="app",endpoint="app-1",outcome="timeout",} 2.0
            janus_attempts_total{backend="app",endpoint="-",outcome="timeout",} 50.0
            janus_config_version 3.0
            jvm_threads_live_threads NaN
            """;

    @Test
    void a_running_janus_is_shown_in_tables_with_its_numbers() throws IOException {
        try (FakeAdmin admin = new FakeAdmin(200, UP).with(METRICS)) {
            Cli status = Cli.janus("status", "--admin", admin.address());

            assertThat(status.exitCode()).isZero();
            assertThat(status.out().lines()).containsExactly(
                    "Janus at " + admin.address() + " is ready, configuration version 3.",
                    "",
                    "LISTENER   ADDRESS          PROTOCOL   OPEN   SERVED           4XX   5XX   ERRORS",
                    "db         127.0.0.1:5432   tcp        3      8 sessions       -     -     none",
                    "web        127.0.0.1:8080   http       12     1,239 requests   34    5     no_route 30, truncated 4, denied 2, …",
                    "",
                    "BACKEND   RETRIES   ENDPOINTS",
                    "app       3         2 of 3 up",
                    "",
                    "BACKEND   ENDPOINT   IN FLIGHT   ATTEMPTS   FAILED   STATE",
                    "app       a.b        0           0          0        up",
                    "app       app-1      4           1,003      2        up",
                    "app       app-2      0           0          0        down: connection refused");
        }
    }

    @Test
    void a_janus_without_metrics_is_shown_too() throws IOException {
        try (FakeAdmin admin = new FakeAdmin(200, UP)) {
            Cli status = Cli.janus("status", "--admin", admin.address());

            assertThat(status.exitCode()).isZero();
            assertThat(status.out().lines()).containsExactly(
                    "Janus at " + admin.address() + " is ready, configuration version 3.",
                    "",
                    "LISTENER   ADDRESS          PROTOCOL",
                    "db         127.0.0.1:5432   tcp",
                    "web        127.0.0.1:8080   http",
                    "",
                    "BACKEND   ENDPOINTS",
                    "app       2 of 3 up",
                    "",
                    "BACKEND   ENDPOINT   STATE",
                    "app       a.b        up",
                    "app       app-1      up",
                    "app       app-2      down: connection refused");
        }
    }

    @Test
    void a_janus_that_is_not_ready_answers_too() throws IOException {
        try (FakeAdmin admin = new FakeAdmin(503, DOWN)) {
            Cli status = Cli.janus("status", "--admin", admin.address());

            assertThat(status.exitCode()).isZero();
            assertThat(status.out()).contains("is not ready, configuration version 1.",
                    "The last reload was refused: line 3: weight is bad");
        }
    }

    @Test
    void what_operators_set_by_hand_is_shown_where_the_admin_api_tells_it() throws IOException {
        try (FakeAdmin admin = new FakeAdmin(200, UP).on("GET /janus/api/backends", 200, """
                {"backends":[{"name":"app","endpoints":[
                  {"backend":"app","id":"app-1","weight":100,"configuredWeight":100},
                  {"backend":"app","id":"app-2","weight":5,"configuredWeight":100,
                   "override":{"drained":true,"weight":5,"by":"root at 127.0.0.1","since":"2026-11-28T20:00:00Z"}}]}]}""")) {
            assertThat(admin.run("status").out().lines()).endsWith("",
                    "OVERRIDDEN   SET TO                                BY                  SINCE",
                    "app/app-2    drained, weight 5 (configured: 100)   root at 127.0.0.1   2026-11-28T20:00:00Z");
        }
    }

    @Test
    void where_the_admin_api_wants_a_token_the_rest_is_shown_and_the_token_asked_for() throws IOException {
        try (FakeAdmin admin = new FakeAdmin(200, UP).on("GET /janus/api/backends", 401, "{}")) {
            Cli status = admin.run("status");

            assertThat(status.exitCode()).isZero();
            assertThat(status.out()).contains("app-2      down: connection refused");
            assertThat(status.err()).contains("wants a token", "--token-file", "not shown");
        }
    }

    @Test
    void nothing_from_there_can_drive_the_terminal() throws IOException {
        try (FakeAdmin admin = new FakeAdmin(200, """
                {"checks":[{"name":"janus","status":"UP","data":{"endpoint.a/b":"down: \\u001b[2J\\nx\u009b",\
                "listener.\u009bw":"x","config.refused":"line 1\\nline 2\\u0007"}}]}""")) {
            String out = admin.run("status").out();

            assertThat(out).contains("down: ?[2J?x?", "?w", "line 1\nline 2?");
            assertThat(out + admin.run("status", "--json").out()).doesNotContain("\u001b", "\u009b", "\u0007");
        }
    }

    @Test
    void json_is_printed_as_it_came() throws IOException {
        try (FakeAdmin admin = new FakeAdmin(200, UP)) {
            assertThat(Cli.janus("status", "--json", "--admin", admin.address()).out()).isEqualTo(UP + System.lineSeparator());
        }
    }

    @Test
    void where_nothing_listens_the_exit_code_is_3_and_the_next_step_is_told() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Cli status = Cli.janus("status", "--admin", "127.0.0.1:" + free);

        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.out()).isEmpty();
        assertThat(status.err()).contains("127.0.0.1:" + free, "connection refused", "janus run", "--admin HOST:PORT");
    }

    @Test
    void an_answer_that_never_ends_is_given_up() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + server.getLocalPort();
            CompletableFuture<Cli> status = CompletableFuture.supplyAsync(() -> Cli.janus("status", "--admin", address));
            try (Socket connection = server.accept()) {
                connection.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));

                Cli ended = status.get(20, TimeUnit.SECONDS);

                assertThat(ended.exitCode()).isEqualTo(3);
                assertThat(ended.err()).contains("Nothing answers at " + address);
            }
        }
    }

    @Test
    void an_unknown_host_is_called_that() {
        Cli status = Cli.janus("status", "--admin", "no-such-host.invalid:9090");

        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.err()).contains("The host no-such-host.invalid is unknown.");
    }

    @Test
    void a_host_that_no_url_can_have_is_a_usage_error() {
        Cli status = Cli.janus("status", "--admin", "a_b:1");

        assertThat(status.exitCode()).isEqualTo(2);
        assertThat(status.err()).contains("'a_b:1' must begin with").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "404 | nothing here",
            "200 | <html>",
            "200 | []",
            "200 | {}",
            "200 | {\"checks\":[1]}",
            "200 | {\"checks\":[{\"name\":\"db\",\"status\":\"UP\"}]}" })
    void what_is_no_janus_is_not_taken_for_one(int code, String body) throws IOException {
        try (FakeAdmin admin = new FakeAdmin(code, body)) {
            Cli status = Cli.janus("status", "--json", "--admin", admin.address());

            assertThat(status.exitCode()).isEqualTo(3);
            assertThat(status.out()).isEmpty();
            assertThat(status.err()).contains("is no Janus");
        }
    }
}
