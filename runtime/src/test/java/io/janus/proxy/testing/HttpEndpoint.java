package io.janus.proxy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.testing.HttpAnswer.Then;

/**
 * A scripted HTTP endpoint: remembers every request, answers as its script says, keeps connections unless the answer says
 * otherwise. Built on plain blocking sockets; a connection has a thread of its own, which calls the script.
 */
public final class HttpEndpoint implements AutoCloseable {

    /** What to answer; called on the connection's thread, by several at once. */
    @FunctionalInterface
    public interface Script {
        HttpAnswer answer(HttpRequest request);
    }

    private final TestEndpoint endpoint;
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
    private final List<HttpHead> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Integer> open = ConcurrentHashMap.newKeySet();
    private volatile Script script;
    private volatile boolean early;

    private HttpEndpoint(Script script, boolean early) {
        this.script = script;
        this.early = early;
        this.endpoint = TestEndpoint.that(this::hold);
    }

    /** One that answers complete requests as the script says. */
    public static HttpEndpoint that(Script script) {
        return new HttpEndpoint(script, false);
    }

    /** One that always answers the same. */
    public static HttpEndpoint answering(HttpAnswer answer) {
        return that(request -> answer);
    }

    /** One that answers 200 with a short body. */
    public static HttpEndpoint answering(String body) {
        return answering(HttpAnswer.ok(body));
    }

    /** One that answers as soon as it has a head, and reads the body only then. The script sees an empty body. */
    public static HttpEndpoint early(Script script) {
        return new HttpEndpoint(script, true);
    }

    /** Another script from the next request on. */
    public void script(Script next, boolean beforeBody) {
        early = beforeBody;
        script = next;
    }

    public void script(Script next) {
        script(next, false);
    }

    private void hold(Socket socket) throws IOException {
        int connection = connections.incrementAndGet();
        open.add(connection);
        try {
            socket.setTcpNoDelay(true);
            converse(socket, connection);
        } finally {
            open.remove(connection);
        }
    }

    private void converse(Socket socket, int connection) throws IOException {
        HttpReader reader = new HttpReader(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        for (HttpHead head = reader.head(); head != null; head = reader.head()) {
            heads.add(head);
            boolean beforeBody = early;
            HttpRequest request = beforeBody ? new HttpRequest(head, HttpBody.NONE, connection)
                    : complete(reader, head, connection);
            if (request == null || !carriedOut(script.answer(request), socket, reader, out)) {
                return;
            }
            if (beforeBody && complete(reader, head, connection) == null) {
                return;
            }
        }
    }

    private @Nullable HttpRequest complete(HttpReader reader, HttpHead head, int connection) throws IOException {
        HttpRequest request = new HttpRequest(head, reader.requestBody(head), connection);
        if (!request.body().isComplete()) {
            return null;
        }
        requests.add(request);
        return request;
    }

    /** Answers whether the connection goes on. */
    private static boolean carriedOut(HttpAnswer answer, Socket socket, HttpReader reader, OutputStream out)
            throws IOException {
        try {
            answer.gate().get();
        } catch (InterruptedException | ExecutionException e) {
            return false; // the endpoint closes
        }
        answer.delivery().write(out, answer.bytes());
        switch (answer.then()) {
            case KEEP -> {
                return true;
            }
            case FINISH -> {
                socket.shutdownOutput();
                reader.rest().transferTo(OutputStream.nullOutputStream());
            }
            case RESET -> socket.setSoLinger(true, 0);
            case TUNNEL -> Objects.requireNonNull(answer.tunnel()).hold(reader.rest(), out);
            case CLOSE -> {
                // It closes when this returns.
            }
        }
        return false;
    }

    public InetSocketAddress address() {
        return endpoint.address();
    }

    /** The complete requests so far. */
    public List<HttpRequest> requests() {
        return requests;
    }

    /** The heads so far, those of requests that never became complete included. */
    public List<HttpHead> heads() {
        return heads;
    }

    /** The targets of the complete requests so far. */
    public List<String> targets() {
        return requests.stream().map(HttpRequest::target).toList();
    }

    /** The request that came last. */
    public HttpRequest last() {
        return requests.get(requests.size() - 1);
    }

    /** How many connections it accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int open() {
        return open.size();
    }

    /** Whether a connection, counted from 1, is open now. */
    public boolean isOpen(int connection) {
        return open.contains(connection);
    }

    /** Forgets all requests and heads. */
    public void forget() {
        requests.clear();
        heads.clear();
    }

    /** Waits until it has so many complete requests, and asserts that there are not more. */
    public HttpEndpoint awaitRequests(int count) {
        await().until(() -> requests.size() >= count);
        assertThat(requests).hasSize(count);
        return this;
    }

    /** Waits until it has so many heads. */
    public HttpEndpoint awaitHeads(int count) {
        await().until(() -> heads.size() >= count);
        return this;
    }

    /** Waits until so many connections are open. */
    public HttpEndpoint awaitOpen(int count) {
        await().untilAsserted(() -> assertThat(open.size()).as("open connections").isEqualTo(count));
        return this;
    }

    /** An answer that never comes. */
    public static HttpAnswer silence() {
        return HttpAnswer.none(Then.CLOSE).after(new CompletableFuture<>());
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
