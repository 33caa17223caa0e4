package io.janus.server.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An endpoint for HTTP: it answers every request with its name, what it was asked for and for whom, after as long as that takes
 * it; and with 503, at once, while it is out of order. The JDK's own server, with connections that stay open.
 */
final class HttpEndpoint implements DemoEndpoint {

    static {
        // Head and body leave in two writes; otherwise the second waits 40 ms for the client to acknowledge the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** They sleep most of the time. So many let the slowest endpoint of the demo answer some hundreds of requests a second. */
    private static final int THREADS = 8;

    private static final int OK = 200;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final String name;
    private final int workMillis;
    private final BooleanSupplier outOfOrder;
    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Listens on a free port of the loopback interface.
     *
     * @param workMillis how long an answer takes it on average
     * @param outOfOrder asked at every request, by its threads
     */
    HttpEndpoint(String name, int workMillis, BooleanSupplier outOfOrder) throws IOException {
        this.name = name;
        this.workMillis = workMillis;
        this.outOfOrder = outOfOrder;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "demo-" + name);
            thread.setDaemon(true);
            return thread;
        });
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // A body that is left unread would end the connection.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            if (outOfOrder.getAsBoolean()) {
                answer(exchange, SERVICE_UNAVAILABLE, name + " is out of order");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(Pace.workMillis(workMillis));
            String client = exchange.getRequestHeaders().getFirst("X-Forwarded-For");
            answer(exchange, OK, "Hello from %s: %s %s for %s".formatted(name, exchange.getRequestMethod(),
                    exchange.getRequestURI(), client == null ? "someone" : client));
        } catch (InterruptedException e) {
            // Closed: without an answer the connection ends.
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String line) throws IOException {
        byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
