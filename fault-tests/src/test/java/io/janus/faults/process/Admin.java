package io.janus.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.awaitility.Awaitility;

/** What a running Janus says of itself. */
public final class Admin {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Metrics are rendered at most once a second: who waits this long sees new ones. */
    private static final Duration RENDERED = Duration.ofMillis(1100);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
            .build();
    private final int port;

    Admin(int port) {
        this.port = port;
    }

    /** Metrics, as they were at one moment. */
    public record Metrics(List<String> lines) {

        /** The sum of all samples of this name whose labels contain each of these. */
        public double sum(String name, String... labels) {
            return lines.stream().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
        }

        public boolean isUp(String endpoint) {
            return sum("janus_endpoint_up", "endpoint=\"" + endpoint + "\"") == 1;
        }
    }

    public Metrics metrics() {
        return new Metrics(get("/q/metrics").body().lines().toList());
    }

    /** As {@link #metrics()}, and later than this call. */
    public Metrics fresh() {
        long from = System.nanoTime();
        Awaitility.await().pollDelay(RENDERED).until(() -> System.nanoTime() - from >= RENDERED.toNanos());
        return metrics();
    }

    public boolean isReady() {
        return get("/q/health/ready").statusCode() == 200;
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Accept", "text/plain").timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
