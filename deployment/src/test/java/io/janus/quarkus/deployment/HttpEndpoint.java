package io.janus.quarkus.deployment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpServer;

/** An endpoint that answers every request with the same status, until it is told another. */
final class HttpEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> targets = ConcurrentHashMap.newKeySet();

    /** Written by the test, read by the server's thread. */
    private volatile int status;

    private HttpEndpoint(int status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            targets.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(this.status, -1);
            exchange.close();
        });
        server.start();
    }

    static HttpEndpoint answering(int status) throws IOException {
        return new HttpEndpoint(status);
    }

    void answer(int other) {
        status = other;
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** All paths and queries it was asked for. */
    Set<String> targets() {
        return targets;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
