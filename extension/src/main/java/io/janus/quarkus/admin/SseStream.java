package io.janus.quarkus.admin;

import java.util.concurrent.RejectedExecutionException;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** One reader of server-sent events. Confined to the event loop of its connection, where nothing else is said. */
abstract class SseStream {

    /** To be written to. */
    protected final HttpServerResponse response;

    /** The event loop of the connection. */
    protected final Context home;

    private final HttpServerRequest request;
    private final OpenStreams all;
    private boolean over;

    /** @param all where it has a place */
    SseStream(RoutingContext call, OpenStreams all) {
        this.request = call.request();
        this.response = call.response();
        this.home = call.vertx().getOrCreateContext();
        this.all = all;
    }

    /** Answers the call. */
    final void begin() {
        all.add(this);
        try {
            answer();
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    private void answer() {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.closeHandler(closed -> end());
        response.exceptionHandler(failure -> cutOff());
        response.write(": Janus\n\n");
        // Not in the turn that took the request: nothing is flushed before its end, and the queue would seem full.
        home.runOnContext(now -> {
            if (response.closed()) {
                end(); // before there was a handler to be told of it
            } else if (!over) {
                join();
            }
        });
    }

    /** Begins to be told. */
    protected abstract void join();

    /** Is told no more. Also where it was never told. */
    protected abstract void leave();

    /** Writes what there is to be said, as far as the reader takes it. */
    protected abstract void write();

    /** As {@link #write}, where it is not over, after this turn of the event loop. Any thread. */
    protected final void writeSoon() {
        later(this::writeNow);
    }

    /**
     * On the event loop of the connection. Where there is none any more, Janus is at its end and the reader with it. Any
     * thread.
     */
    protected final void later(Runnable task) {
        try {
            home.runOnContext(now -> task.run());
        } catch (RejectedExecutionException e) {
            return;
        }
    }

    /** As {@link #write}, where it is not over. */
    protected final void writeNow() {
        if (!over) {
            write();
        }
    }

    /** Ends it, with what was to be said, as far as the reader takes it. Any thread. */
    final void close() {
        later(() -> {
            writeNow();
            if (over) {
                return;
            }
            if (response.writeQueueFull()) {
                cutOff();
            } else {
                end();
                response.end();
            }
        });
    }

    /** Ends it in the middle, for a reader that does not read: an orderly end would wait behind all that it has not read. */
    protected final void cutOff() {
        end();
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            // Closing the connection of Vert.x would wait for a write, and that for the reader.
            connection.channel().pipeline().firstContext().close();
        } else {
            response.reset();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            leave();
            all.remove(this);
        }
    }
}
