package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** {@code janus demo} as a process: what it prints works, and Ctrl-C ends it soon. */
class DemoIT {

    @Test
    void what_it_prints_works_and_ctrl_c_ends_it_in_two_seconds() throws Exception {
        try (JanusProcess demo = JanusProcess.start("demo")) {
            int port = demo.awaitPort("listener    ");
            Path file = Path.of(demo.awaitLine("config +(\\S+)").group(1));
            String metrics = demo.awaitLine("(http://\\S+/q/metrics)").group(1);
            String admin = "127.0.0.1:" + demo.awaitPort("admin       ");
            demo.awaitLine("Ctrl-C stops it");

            assertThat(greetings(port)).containsExactlyInAnyOrder("Hello from app-1. I echo what you type.",
                    "Hello from app-2. I echo what you type.", "Hello from app-3. I echo what you type.");
            assertThat(get(metrics)).contains("janus_");
            assertThat(Cli.janus("status", "--admin", admin).out()).contains("app-1", "app-2", "app-3");
            assertThat(file).exists();

            Files.writeString(file, Files.readString(file).replace("app-2: {", "app-9: {"));
            demo.awaitLine("(?i)reload");

            try (Client stays = new Client(port)) {
                stays.readLine();
                demo.signal(JanusProcess.hears(2) ? "INT" : "TERM");
                assertThat(demo.awaitExit(Duration.ofSeconds(2))).isZero();
            }
            assertThat(file.getParent()).doesNotExist();
        }
    }

    /** More connections than endpoints, because the demo's own traffic takes turns too. */
    private static Set<String> greetings(int port) throws Exception {
        Set<String> heard = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            try (Client client = new Client(port)) {
                heard.add(client.readLine());
            }
        }
        return heard;
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
