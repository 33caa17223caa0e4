package io.janus.server.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An endpoint for HTTP: it answers every request with its name, what it was asked for and for whom. The JDK's own server, with
 * connections that stay open.
 */
final class HttpEndpoint implements DemoEndpoint {

    static {
        // Head and body leave in two writes; otherwise the second waits 40 ms for the client to acknowledge the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** An answer takes no time; a second thread keeps one slow reader from holding up the rest. */
    private static final int THREADS = 2;

    private final String name;
    private final HttpServer server;
    private final ExecutorService threads;

    /** Listens on a free port of the loopback interface. */
    HttpEndpoint(String name) throws IOException {
        this.name = name;
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
            String client = exchange.getRequestHeaders().getFirst("X-Forwarded-For");
            byte[] body = "Hello from %s: %s %s for %s\n".formatted(name, exchange.getRequestMethod(),
                    exchange.getRequestURI(), client == null ? "someone" : client).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
