package io.janus.server.admin;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.janus.proxy.spec.HostPort;
import io.janus.server.AdminAddress;
import io.janus.server.CommandRefusedException;

/** Sends requests to one admin address. Every wait has an end, and every answer a limit. Blocks the calling thread. */
final class AdminConnection {

    /** A local or near process: what needs longer than this to accept is not well. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final HostPort address;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1).build();

    AdminConnection(HostPort address) {
        this.address = address;
    }

    HostPort address() {
        return address;
    }

    /** The beginning of a request for a path and perhaps a query. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(AdminAddress.url(address, path));
    }

    /**
     * Asks and takes the whole answer.
     *
     * @param limit how long it may take, to its last byte
     * @throws CommandRefusedException with {@link io.janus.server.ExitCode#NOT_RUNNING} when no whole answer came
     */
    HttpResponse<String> ask(HttpRequest request, Duration limit) {
        return await(client.sendAsync(request, info -> new BoundedBody()), limit);
    }

    /**
     * Asks for an answer that has no end.
     *
     * @param limit how long its head may take
     */
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> open(HttpRequest request, Duration limit) {
        return await(client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher()), limit);
    }

    /** The body of an answer that was opened, when it turns out to be one that ends. */
    String whole(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, Duration limit) {
        BoundedBody body = new BoundedBody();
        response.body().subscribe(body);
        return await(body.getBody().toCompletableFuture(), limit);
    }

    private <T> T await(CompletableFuture<T> answer, Duration limit) {
        try {
            // The timeout of a request ends with its headers; this one covers the body too.
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw NoJanus.asking(address, e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw NoJanus.silent(address, limit);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw NoJanus.interrupted(address);
        }
    }
}
