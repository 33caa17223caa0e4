package io.janus.server.dashboard;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.janus.server.JanusProcess;

/**
 * A Janus that runs as a process, small endpoints behind it and a little traffic through it, from {@link #start} to
 * {@link #close}: listener {@code web} with routes to backends {@code app} (three endpoints or more) and {@code lone} (one),
 * and
 * listener {@code raw}, which passes bytes to {@code lone}.
 */
final class Cluster implements AutoCloseable {

    /** A few rows of history a second, and next to no work. */
    private static final long REQUEST_MILLIS = 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SmallEndpoints answering;
    private final ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
            .build();
    private final Path directory;
    private final String more;
    private @Nullable JanusProcess janus;
    private int admin;
    private int web;
    private int turn;

    private Cluster(int endpoints, String more) throws IOException {
        this.directory = Files.createTempDirectory("janus-dashboard-");
        this.more = more;
        this.answering = new SmallEndpoints(endpoints);
        Files.writeString(file(), config(endpoints));
    }

    /**
     * @param endpoints of backend {@code app}
     * @param more lines of the configuration, below {@code janus:}
     */
    static Cluster start(int endpoints, String more) throws IOException {
        Cluster cluster = new Cluster(endpoints, more);
        cluster.startJanus(0);
        cluster.traffic.scheduleWithFixedDelay(cluster::request, 0, REQUEST_MILLIS, TimeUnit.MILLISECONDS);
        return cluster;
    }

    private String config(int endpoints) {
        String app = IntStream.rangeClosed(1, endpoints).mapToObj(i -> "        app-%d: { address: \"%s\" }".formatted(i,
                address(i - 1))).collect(Collectors.joining("\n"));
        return """
                # It is only a <test>, with <script>alert(1)</script> in it.
                janus:
                  io-threads: 1
                  shutdown: { accept-window: 0s, drain: 1s }
                %s
                  listeners:
                    web:
                      bind: "127.0.0.1:0"
                      protocol: http
                      backend: app
                      routes:
                        - { name: lone, match: { path: /lone }, backend: lone }
                        - { name: private, match: { path: /private }, deny: true }
                    raw: { bind: "127.0.0.1:0", protocol: tcp, backend: lone }
                  backends:
                    lone: { endpoints: { lone-1: { address: "%s" } } }
                    app:
                      slow-start: 0s
                      endpoints:
                %s
                """.formatted(more, address(0), app);
    }

    private String address(int index) {
        return "127.0.0.1:" + answering.ports().get(index);
    }

    private void startJanus(int adminPort) throws IOException {
        JanusProcess started = JanusProcess.start("run", "--config", file().toString(), "--admin", "127.0.0.1:" + adminPort);
        janus = started;
        admin = Integer.parseInt(started.awaitLine("health and metrics on http://127\\.0\\.0\\.1:(\\d+)/q").group(1));
        web = Integer.parseInt(started.awaitLine("listener web .*?127\\.0\\.0\\.1:(\\d+)").group(1));
    }

    /** Ends Janus at once, as a crash does. */
    void killJanus() throws InterruptedException {
        requireNonNull(janus).close();
    }

    /** Starts another one where the one before was called. */
    void startJanusAgain() throws IOException {
        startJanus(admin);
    }

    private void request() {
        try {
            call(turn++ % 4 == 0 ? "/lone" : "/");
        } catch (IOException e) {
            // Janus is away, as some test wants it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The status of a request through Janus. */
    int call(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + path)).timeout(TIMEOUT).build(),
                BodyHandlers.discarding()).statusCode();
    }

    /** What the API says. */
    String api(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url() + "/api/" + path)).timeout(TIMEOUT)
                .header("Accept", "application/json").build(), BodyHandlers.ofString()).body();
    }

    /** Calls what changes something. */
    void post(String path, String body) throws IOException, InterruptedException {
        http.send(HttpRequest.newBuilder(URI.create(url() + "/api/" + path)).timeout(TIMEOUT)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                BodyHandlers.discarding());
    }

    /** Of the dashboard. */
    String url() {
        return "http://127.0.0.1:" + admin + "/janus";
    }

    Path file() {
        return directory.resolve("janus.yaml");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        traffic.shutdownNow();
        killJanus();
        answering.close();
        Files.deleteIfExists(file());
        Files.deleteIfExists(directory);
    }
}
