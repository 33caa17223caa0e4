package io.janus.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A trickle of requests and connections, so that the demo's numbers move. One thread, one request or one connection at a time.
 */
final class DemoTraffic implements AutoCloseable {

    /** The pause between two rounds: with the time a connection is held, three to four rounds a second. */
    private static final long PAUSE_MILLIS = 200;

    /** How long a connection is held, so that a look at the open sessions finds some. */
    private static final int HOLD_MILLIS = 100;

    /** Long for the loopback interface; an endpoint that a reload took away must not stop the trickle for longer. */
    private static final int TIMEOUT_MILLIS = 1000;

    /** What is asked for in turn. Nothing that is refused: each would be a line of the log, and the log is there to be read. */
    private static final List<String> PATHS = List.of("/", "/api/users", "/", "/api/users?page=2", "/old");

    private final InetSocketAddress echo;
    private final String web;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(TIMEOUT_MILLIS)).build();

    /** Confined to the traffic's thread. */
    private int round;

    /** All written by the traffic's thread, read by tests. */
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "demo-traffic");
        worker.setDaemon(true);
        return worker;
    });

    /** Begins at once. */
    DemoTraffic(InetSocketAddress web, InetSocketAddress echo) {
        this.echo = echo;
        this.web = "http://" + DemoSetup.text(web);
        thread.scheduleWithFixedDelay(this::round, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many requests were answered, whatever the status. Any thread. */
    long requests() {
        return requests.get();
    }

    /** How many connections were greeted and heard their echo. Any thread. */
    long sessions() {
        return sessions.get();
    }

    /** How many requests and connections were not. Any thread. */
    long failed() {
        return failed.get();
    }

    /** Whether it was closed and its thread begins no more rounds. Any thread. */
    boolean ended() {
        return thread.isShutdown();
    }

    private void round() {
        try {
            attempt(this::request);
            attempt(this::converse);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void attempt(Step step) throws InterruptedException {
        try {
            step.take();
        } catch (IOException e) {
            // Seen in the metrics, where it belongs: whoever edits the demo's file may well break it for a while.
            failed.incrementAndGet();
        }
    }

    private void request() throws IOException, InterruptedException {
        URI uri = URI.create(web + PATHS.get(round++ % PATHS.size()));
        client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofMillis(TIMEOUT_MILLIS)).build(), BodyHandlers.discarding());
        requests.incrementAndGet();
    }

    private void converse() throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.connect(echo, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String greeting = in.readLine();
            socket.getOutputStream().write("ping\n".getBytes(StandardCharsets.UTF_8));
            if (greeting != null && "ping".equals(in.readLine())) {
                sessions.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(HOLD_MILLIS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
