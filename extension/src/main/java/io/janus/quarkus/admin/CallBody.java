package io.janus.quarkus.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** Reads the bodies of writes: a few at once, each up to a bound, so that memory is bounded whoever calls. */
final class CallBody {

    /** The largest configuration, with each line break and quote in it escaped. */
    static final int MOST_BYTES = 12 * 1024 * 1024;

    /** Operators are few. */
    private static final int MOST_AT_ONCE = 4;

    /** The largest body over a slow line; who takes longer holds the room of others. */
    private static final long MOST_MILLIS = 30_000;

    private final Vertx vertx;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    CallBody(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Reads the body of a call.
     *
     * @return completed with it on the event loop of the call, or exceptionally with a {@link Problem}
     */
    CompletableFuture<JsonObject> read(HttpServerRequest call) {
        CompletableFuture<JsonObject> body = new CompletableFuture<>();
        if (!room.tryAcquire()) {
            body.completeExceptionally(new Problem(503, "Too many changes are being sent at once. Try again in a moment."));
            return body;
        }
        Buffer read = Buffer.buffer();
        long timer = vertx.setTimer(MOST_MILLIS,
                late -> body.completeExceptionally(new Problem(408, "The body did not arrive within 30 s.")));
        body.whenComplete((json, failure) -> {
            vertx.cancelTimer(timer);
            room.release();
        });
        call.handler(part -> {
            if (!body.isDone() && read.length() + part.length() > MOST_BYTES) {
                body.completeExceptionally(new Problem(413, "The body must not be larger than 12 MiB."));
            } else if (!body.isDone()) {
                read.appendBuffer(part);
            }
        });
        call.exceptionHandler(failure -> body.completeExceptionally(new Problem(400, "The body did not arrive.")));
        call.endHandler(end -> {
            try {
                body.complete(read.length() == 0 ? new JsonObject() : new JsonObject(read));
            } catch (DecodeException | ClassCastException e) {
                body.completeExceptionally(new Problem(400, "The body must be a JSON object."));
            }
        });
        return body;
    }
}
