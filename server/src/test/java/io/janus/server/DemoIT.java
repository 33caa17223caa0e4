package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import io.janus.server.monitoring.Exposition;

/** {@code janus demo} as a process: what it prints works, and Ctrl-C ends it soon. */
class DemoIT {

    /** More turns than endpoints, because the demo's own traffic takes turns too, and each event loop goes round on its own. */
    private static final int TURNS = 30;

    /** After it the endpoint that fails every minute has failed, and before it is over it is back. */
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** A stop takes this long, and much longer, where nobody configures it; the demo's own is short. */
    private static final Duration SHORTER_THAN_DEFAULTS = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void what_it_prints_works_and_ctrl_c_ends_it_soon() throws Exception {
        try (JanusProcess demo = JanusProcess.start("demo")) {
            int echo = demo.awaitPort("tcp         ");
            Path file = Path.of(demo.awaitLine("config +(\\S+)").group(1));
            String metrics = demo.awaitLine("(http://\\S+/q/metrics)").group(1);
            String admin = "127.0.0.1:" + demo.awaitPort("admin       ");
            String web = "http://127.0.0.1:" + demo.awaitPort("http        ");
            demo.awaitLine("Ctrl-C stops it");

            // Again, should they meet the time when app-3 is out of order and gets nothing.
            await().atMost(A_MINUTE).untilAsserted(() -> assertThat(turns(() -> get(web).body())).containsExactlyInAnyOrder(
                    "Hello from app-1: GET / for 127.0.0.1\n",
                    "Hello from app-2: GET / for 127.0.0.1\n", "Hello from app-3: GET / for 127.0.0.1\n"));
            assertThat(get(web + "/api/users").body()).contains(": GET /users for");
            assertThat(get(web + "/old")).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(308);
                assertThat(answer.headers().firstValue("Location")).hasValue(web + "/");
            });
            assertThat(get(web + "/private").statusCode()).isEqualTo(403);
            assertThat(get(web + "/nowhere")).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.headers().firstValue("Janus-Error")).hasValue("no_route");
            });
            assertThat(turns(() -> greeting(echo))).containsExactlyInAnyOrder("Hello from echo-1. I echo what you type.",
                    "Hello from echo-2. I echo what you type.", "Hello from echo-3. I echo what you type.");
            assertThat(get(metrics).body()).contains("janus_requests_total{", "janus_sessions_total{");
            assertThat(Cli.janus("status", "--admin", admin).out()).contains("app-1", "app-2", "app-3", "echo-1", " requests ",
                    " sessions ");
            assertThat(file).exists();

            Files.writeString(file, Files.readString(file).replace("app-2: {", "app-9: {"));
            demo.awaitLine("Reload \\(file change\\)");

            try (Client stays = new Client(echo)) {
                stays.readLine();
                demo.signal(JanusProcess.hears(2) ? "INT" : "TERM");
                assertThat(demo.awaitExit(SHORTER_THAN_DEFAULTS)).isZero();
            }
            assertThat(file.getParent()).doesNotExist();
        }
    }

    @Test
    void the_endpoint_that_fails_every_minute_fails_no_visitor() throws Exception {
        try (JanusProcess demo = JanusProcess.start("demo")) {
            String metrics = demo.awaitLine("(http://\\S+/q/metrics)").group(1);
            demo.awaitLine(A_MINUTE, "endpoint app/app-3 .* is down: answered 503");

            Exposition numbers = Exposition.parse(get(metrics).body());
            assertThat(numbers.sum("janus_retries_total", Map.of("backend", "app", "reason", "status"))).isPositive();
            assertThat(numbers.sum("janus_requests_total", Map.of("status_class", "2xx"))).isPositive();
            assertThat(numbers.sum("janus_requests_total", Map.of("status_class", "5xx"))).isZero();
            demo.awaitLine(A_MINUTE, "endpoint app/app-3 .* is up again");
        }
    }

    private static Set<String> turns(Callable<String> ask) throws Exception {
        Set<String> heard = new HashSet<>();
        for (int i = 0; i < TURNS; i++) {
            heard.add(ask.call());
        }
        return heard;
    }

    private static String greeting(int port) throws IOException {
        try (Client client = new Client(port)) {
            return client.readLine();
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
