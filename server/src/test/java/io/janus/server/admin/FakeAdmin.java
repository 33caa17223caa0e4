package io.janus.server.admin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import io.janus.server.Cli;

/** The admin side of a Janus, which answers what a test wants, and 404 to all else. */
public final class FakeAdmin implements AutoCloseable {

    private static final String HEALTHY = """
            {"status":"UP","checks":[{"name":"janus","status":"UP","data":{"config.version":3}}]}""";

    /**
     * What it was asked.
     *
     * @param line the method and the path with its query
     * @param headers by name, in lower case
     * @param body empty where there was none
     */
    record Request(String line, Map<String, String> headers, String body) {
    }

    private final HttpServer server;

    /** Written by the test, read by the server's thread. */
    private final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();

    /** Added to by the server's thread, read by the test. */
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** One that is healthy. */
    public FakeAdmin() throws IOException {
        this(200, HEALTHY);
    }

    FakeAdmin(int status, String health) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        on("GET /q/health", status, health);
        server.start();
    }

    FakeAdmin with(String metrics) {
        return on("GET /q/metrics", 200, metrics);
    }

    /**
     * Answers JSON, or a problem where the status says so.
     *
     * @param line the method and the path with its query
     * @param bodies one after the other; the last for ever
     */
    FakeAdmin on(String line, int status, String... bodies) {
        Deque<String> left = new ArrayDeque<>(List.of(bodies));
        return on(line, exchange -> {
            String body = left.size() > 1 ? left.remove() : left.element();
            send(exchange, status, status < 400 ? "application/json" : "application/problem+json; charset=UTF-8", body);
        });
    }

    /** Answers as a handler does, which may leave its answer open. */
    public FakeAdmin on(String line, HttpHandler handler) {
        answers.put(line, handler);
        return this;
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(new Request(line, headers, new String(body, StandardCharsets.UTF_8)));
        exchange.setStreams(new ByteArrayInputStream(body), null);
        answers.getOrDefault(line, e -> send(e, 404, "text/html", "<html>nothing here</html>")).handle(exchange);
    }

    /** All that came for paths below {@code /janus}. */
    List<Request> requests() {
        return requests.stream().filter(request -> request.line().contains(" /janus")).toList();
    }

    /** Runs a command against it. */
    Cli run(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--admin";
        all[args.length + 1] = address();
        return Cli.janus(all);
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
