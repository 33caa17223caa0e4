package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

/** {@code janus run} as a process with an access log: signals, standard output, the end. */
class AccessLogIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** The number of SIGUSR1 on Linux. */
    private static final int USR1 = 10;

    /** More than a pipe holds, in lines that are never shorter than this. */
    private static final int MANY = 1500;
    private static final String LONG_PATH = "/" + "x".repeat(100);

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private HttpServer endpoint;
    private Path log;

    @BeforeEach
    void listen() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        endpoint.start();
        log = directory.resolve("access.log");
    }

    @AfterEach
    void stop() {
        endpoint.stop(0);
    }

    private Path file(String accessLog) throws IOException {
        return Files.writeString(directory.resolve("janus.yaml"), """
                janus:
                  io-threads: 1
                  shutdown: { accept-window: 0s, drain: 5s }
                  listeners:
                    web:
                      bind: "127.0.0.1:0"
                      protocol: http
                      backend: app
                      access-log: %s
                  backends: { app: { endpoints: { e1: { address: "127.0.0.1:%d" } } } }
                """.formatted(accessLog, endpoint.getAddress().getPort()));
    }

    private JanusProcess run(String accessLog) throws IOException {
        JanusProcess janus = JanusProcess.start("run", "--config", file(accessLog).toString(), "--admin", "127.0.0.1:0");
        janus.awaitLine("is ready");
        return janus;
    }

    private int get(int port, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(SOON).build(),
                BodyHandlers.discarding()).statusCode();
    }

    @Test
    void usr1_opens_a_file_that_was_moved_away_again_and_ends_nothing() throws Exception {
        assumeThat(JanusProcess.hears(USR1)).as("SIGUSR1 is not ignored here").isTrue();
        try (JanusProcess janus = run("{ format: '{path}', to: '" + log + "' }")) {
            int port = janus.awaitPort("listener web on ");
            assertThat(get(port, "/one")).isEqualTo(204);
            await().atMost(SOON).untilAsserted(() -> assertThat(log).content().isEqualTo("/one\n"));
            Files.move(log, directory.resolve("access.log.1"));

            janus.signal("USR1");

            await().atMost(SOON).until(() -> Files.exists(log));
            assertThat(get(port, "/two")).isEqualTo(204);
            await().atMost(SOON).untilAsserted(() -> assertThat(log).content().isEqualTo("/two\n"));
            assertThat(janus.alive()).isTrue();
        }
    }

    @Test
    void everything_is_written_before_the_process_ends() throws Exception {
        try (JanusProcess janus = run("{ format: '{path} {end}', to: '" + log + "' }")) {
            int port = janus.awaitPort("listener web on ");
            for (int i = 0; i < 100; i++) {
                get(port, "/" + i);
            }
            janus.signal("TERM");

            assertThat(janus.awaitExit(SOON)).isZero();
            assertThat(Files.readAllLines(log)).hasSize(100).last().isEqualTo("/99 complete");
        }
    }

    @Test
    void lines_stand_whole_between_those_of_the_log() throws Exception {
        try (JanusProcess janus = run("{ format: json }")) {
            get(janus.awaitPort("listener web on "), "/here");

            janus.awaitLine("^\\{\"time\":.*\"path\":\"/here\".*\"end\":\"complete\"\\}$");
        }
    }

    @Test
    void an_output_that_nobody_reads_stops_neither_traffic_nor_the_end() throws Exception {
        try (JanusProcess janus = run("{ format: json }")) {
            int port = janus.awaitPort("listener web on ");
            janus.stopReading();
            for (int i = 0; i < MANY; i++) {
                assertThat(get(port, LONG_PATH)).isEqualTo(204);
            }
            janus.signal("TERM");

            assertThat(janus.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void a_file_that_cannot_be_written_ends_the_start_with_1_and_says_where_it_is_configured() throws Exception {
        String to = directory.resolve("no/access.log").toString();
        try (JanusProcess janus = JanusProcess.start("run", "--config", file("{ to: '" + to + "' }").toString(), "--admin",
                "127.0.0.1:0")) {
            assertThat(janus.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(janus.output()).contains("janus.yaml:9").contains("listeners.web.access-log.to")
                    .contains(to + " cannot be written: its directory does not exist.");
        }
    }
}
