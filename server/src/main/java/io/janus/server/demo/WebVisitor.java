package io.janus.server.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks the HTTP listener for one page after the other. May be sent from several threads at once. */
final class WebVisitor implements Visitor {

    /** Long for the loopback interface; an endpoint that a reload took away must not stop a visitor for longer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** The first status that says that it is not the visitor's fault. */
    private static final int SERVER_ERROR = 500;

    /** What is asked for in turn: every route of the demo, and as on any day something that is private and something gone. */
    private static final List<String> PAGES = List.of("/", "/shop", "/api/users", "/shop/lamps", "/api/users?page=2",
            "/", "/shop/chairs", "/api/orders", "/shop/cart", "/old",
            "/", "/shop", "/api/users/7", "/shop/tables", "/private",
            "/", "/shop/lamps", "/api/orders?page=2", "/shop/cart", "/nowhere");

    private final String web;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT)
            .build();
    private final AtomicInteger turn = new AtomicInteger();

    WebVisitor(InetSocketAddress web) {
        this.web = "http://" + DemoSetup.text(web);
    }

    @Override
    public void visit() throws IOException, InterruptedException {
        URI page = URI.create(web + PAGES.get(Math.floorMod(turn.getAndIncrement(), PAGES.size())));
        int status = client.send(HttpRequest.newBuilder(page).timeout(TIMEOUT).build(), BodyHandlers.discarding()).statusCode();
        if (status >= SERVER_ERROR) {
            throw new IOException(page + " was answered " + status);
        }
    }
}
