package io.janus.quarkus.admin;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * Reads the bodies of writes: flat JSON objects, in bounded time and memory. Those that may hold a configuration are few at
 * once, until they are answered; the others are so small that nothing keeps them out.
 */
final class CallBody {

    /** The largest configuration, with each line break and quote in it escaped. */
    static final int MOST_BYTES = 12 * 1024 * 1024;

    /** A weight, and room for blanks. */
    private static final int FEW_BYTES = 1024;

    /** Operators are few. */
    private static final int MOST_AT_ONCE = 4;

    /** The largest body over a slow line; who takes longer holds the room of others. */
    private static final long MOST_MILLIS = 30_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(MOST_BYTES).build()).build();

    private final Vertx vertx;
    private final Executor parser;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    /** @param parser where bodies are parsed and what follows begins: not an event loop */
    CallBody(Vertx vertx, Executor parser) {
        this.vertx = vertx;
        this.parser = parser;
    }

    /** What a call asks to be done. */
    interface Work extends Function<JsonObject, CompletableFuture<JsonObject>> {
    }

    /**
     * Reads a body that may hold a configuration, and does what it asks for.
     *
     * @param keys that it may have
     * @return completed exceptionally with a {@link Problem} when it cannot be read
     */
    CompletableFuture<JsonObject> large(HttpServerRequest call, Set<String> keys, Work work) {
        if (!room.tryAcquire()) {
            return CompletableFuture
                    .failedFuture(new Problem(503, "Too many changes are being sent at once. Try again in a moment."));
        }
        CompletableFuture<JsonObject> done = new CompletableFuture<>();
        done.whenComplete((answer, failure) -> room.release());
        try {
            read(call, MOST_BYTES, keys, work).whenComplete((answer, failure) -> {
                if (failure == null) {
                    done.complete(answer);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** As {@link #large}, of a body without a configuration. */
    CompletableFuture<JsonObject> small(HttpServerRequest call, Set<String> keys, Work work) {
        return read(call, FEW_BYTES, keys, work);
    }

    private CompletableFuture<JsonObject> read(HttpServerRequest call, int most, Set<String> keys, Work work) {
        CompletableFuture<Buffer> body = new CompletableFuture<>();
        Buffer read = Buffer.buffer();
        long timer = vertx.setTimer(MOST_MILLIS,
                late -> body.completeExceptionally(new Problem(408, "The body did not arrive within 30 s.")));
        body.whenComplete((bytes, failure) -> vertx.cancelTimer(timer));
        call.exceptionHandler(failure -> body.completeExceptionally(new Problem(400, "The body did not arrive.")));
        call.endHandler(end -> body.complete(read));
        call.handler(part -> {
            if (!body.isDone() && read.length() + part.length() > most) {
                body.completeExceptionally(new Problem(413, "The body must not be larger than " + most + " bytes."));
            } else if (!body.isDone()) {
                read.appendBuffer(part);
            }
        });
        return body.thenComposeAsync(bytes -> work.apply(parse(bytes.getBytes(), keys)), parser);
    }

    /** Values are texts, numbers, booleans and null: whatever else stands there is refused before it takes memory. */
    private static JsonObject parse(byte[] bytes, Set<String> keys) {
        JsonObject json = new JsonObject();
        try (JsonParser in = JSON.createParser(bytes)) {
            if (bytes.length == 0) {
                return json;
            }
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new Problem(400, "The body must be a JSON object.");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String key = in.currentName();
                if (!keys.contains(key) || json.containsKey(key)) {
                    throw new Problem(400, "The body has the key " + Caller.printable(key) + " and may have, once each, "
                            + (keys.isEmpty() ? "none" : String.join(", ", keys.stream().sorted().toList())) + ".");
                }
                json.put(key, value(in, key));
            }
            if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
                throw new Problem(400, "The body must be one JSON object and nothing else.");
            }
            return json;
        } catch (IOException e) {
            throw new Problem(400, "The body must be a JSON object.");
        }
    }

    private static @Nullable Object value(JsonParser in, String key) throws IOException {
        return switch (in.nextToken()) {
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new Problem(400, key + " must be a single value.");
        };
    }
}
