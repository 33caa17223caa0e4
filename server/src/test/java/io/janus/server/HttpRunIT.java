package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** {@code janus run} as a process with an HTTP listener: what status says of it, and how it stops under traffic. */
class HttpRunIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TIMEOUT_MILLIS = 10_000;

    @TempDir
    Path directory;

    private final CountDownLatch slowCame = new CountDownLatch(1);
    private final CountDownLatch slowMayAnswer = new CountDownLatch(1);
    private ExecutorService threads;
    private HttpServer endpoint;
    private Path file;

    @BeforeEach
    void listen() throws IOException {
        threads = Executors.newCachedThreadPool();
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.setExecutor(threads);
        endpoint.createContext("/", HttpRunIT::answer);
        endpoint.createContext("/slow", exchange -> {
            slowCame.countDown();
            try {
                slowMayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange);
        });
        endpoint.start();
        file = Files.writeString(directory.resolve("janus.yaml"), """
                janus:
                  io-threads: 1
                  shutdown: { accept-window: 6s, drain: 120s }
                  listeners:
                    web:
                      bind: "127.0.0.1:0"
                      protocol: http
                      routes: [ { match: { path: /app }, backend: app }, { match: { path: /slow }, backend: app } ]
                  backends: { app: { endpoints: { e1: { address: "127.0.0.1:%d" } } } }
                """.formatted(endpoint.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        slowMayAnswer.countDown();
        endpoint.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write("e1\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void the_start_says_what_it_speaks_and_status_what_it_did() throws Exception {
        try (JanusProcess janus = run()) {
            int port = port(janus);
            janus.awaitLine("listener web on 127.0.0.1:\\d+ speaks http and leads to backend app by 2 routes");

            assertThat(get(port, "/app")).startsWith("HTTP/1.1 200").endsWith("e1\n");
            assertThat(get(port, "/nowhere")).startsWith("HTTP/1.1 404").containsIgnoringCase("janus-error: no_route");
            janus.awaitLine("404 no_route on web, from 127\\.0\\.0\\.1");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Cli.janus("status", "--admin", "127.0.0.1:" + adminPort(janus)).out())
                            .containsPattern("web +127.0.0.1:\\d+ +http +\\d+ +2 requests +1 +0 +no_route 1")
                            .containsPattern("app +e1 +0 +1 +0 +up"));
        }
    }

    @Test
    void term_under_traffic_loses_no_request_and_ends_with_0() throws Exception {
        try (JanusProcess janus = run(); Socket waiting = new Socket(InetAddress.getLoopbackAddress(), port(janus))) {
            int port = port(janus);
            send(waiting, "/slow");
            slowCame.await();

            janus.signal("TERM");
            janus.awaitLine("it is not ready any more");
            for (int i = 0; i < 20; i++) {
                assertThat(get(port, "/app")).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close")
                        .endsWith("e1\n");
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatThrownBy(() -> get(port, "/app")).isInstanceOf(ConnectException.class));
            slowMayAnswer.countDown();

            assertThat(read(waiting)).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close").endsWith("e1\n");
            assertThat(janus.awaitExit(SOON)).isZero();
            assertThat(janus.output()).endsWith("Janus has stopped");
        }
    }

    private JanusProcess run() throws IOException {
        return JanusProcess.start("run", "--config", file.toString(), "--admin", "127.0.0.1:0");
    }

    private static int port(JanusProcess janus) {
        return janus.awaitPort("listener web on ");
    }

    private static int adminPort(JanusProcess janus) {
        return janus.awaitPort("metrics on ");
    }

    /** The whole answer to a request after which the connection ends. */
    private static String get(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket, path);
            // Half-closed: the connection ends with the answer, and only Janus can have put the field into it.
            socket.shutdownOutput();
            return read(socket);
        }
    }

    private static void send(Socket socket, String path) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: janus.test\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
