package io.janus.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An endpoint that answers every request with its id and what was sent, and shows what it was asked for: the target in
 * {@code Got-Target}, each header in one of its name with {@code Got-} before it. {@code /slow} is answered when the test says
 * so. It can be stopped, and started again on the same port.
 */
final class WebEndpoint implements AutoCloseable {

    private final String id;
    private final CountDownLatch slowMayAnswer = new CountDownLatch(1);
    private final CountDownLatch slowCame = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "web-endpoint");
        thread.setDaemon(true);
        return thread;
    });
    private final int port;
    private HttpServer server;

    WebEndpoint(String id) {
        this.id = id;
        this.server = start(0);
        this.port = server.getAddress().getPort();
    }

    private HttpServer start(int port) {
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            fresh.setExecutor(threads);
            fresh.createContext("/", this::answer);
            fresh.createContext("/slow", exchange -> {
                slowCame.countDown();
                await(slowMayAnswer);
                answer(exchange);
            });
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            byte[] own = (id + "\n").getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Got-Target", exchange.getRequestURI().toString());
            exchange.getRequestHeaders()
                    .forEach((name, values) -> exchange.getResponseHeaders().set("Got-" + name, String.join(", ", values)));
            exchange.sendResponseHeaders(200, own.length + sent.length);
            exchange.getResponseBody().write(own);
            exchange.getResponseBody().write(sent);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the test is over", e);
        }
    }

    String id() {
        return id;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Waits until a request for {@code /slow} is here. */
    void awaitSlow() throws IOException {
        await(slowCame);
    }

    /** Lets those requests be answered. */
    void answerSlow() {
        slowMayAnswer.countDown();
    }

    /** Refuses connections from now on; open ones are closed. */
    void stop() {
        server.stop(0);
    }

    void startAgain() {
        server = start(port);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
