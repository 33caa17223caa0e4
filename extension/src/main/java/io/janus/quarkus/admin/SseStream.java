package io.janus.quarkus.admin;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** One reader of server-sent events. Confined to the event loop of its connection, where nothing else is said. */
abstract class SseStream {

    /** To be written to. */
    protected final HttpServerResponse response;

    /** The event loop of the connection. */
    protected final Context home;

    private final OpenStreams all;
    private boolean over;

    /** @param all where it has a place */
    SseStream(RoutingContext call, OpenStreams all) {
        this.response = call.response();
        this.home = call.vertx().getOrCreateContext();
        this.all = all;
    }

    /** Answers the call. */
    final void begin() {
        all.add(this);
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.closeHandler(closed -> end());
        response.exceptionHandler(failure -> end());
        response.write(": Janus\n\n");
        // Not in the turn that took the request: nothing is flushed before its end, and the queue would seem full.
        home.runOnContext(now -> {
            if (!over) {
                join();
            }
        });
    }

    /** Begins to be told. */
    protected abstract void join();

    /** Is told no more. */
    protected abstract void leave();

    /** Writes what there is to be said, as far as the reader takes it. */
    protected abstract void write();

    /** As {@link #write}, where it is not over, after this turn of the event loop. Any thread. */
    protected final void writeSoon() {
        home.runOnContext(now -> writeNow());
    }

    /** As {@link #write}, where it is not over. */
    protected final void writeNow() {
        if (!over) {
            write();
        }
    }

    /** Ends it, with all that was to be said. Any thread. */
    final void close() {
        home.runOnContext(now -> {
            writeNow();
            if (!over) {
                end();
                response.end();
            }
        });
    }

    /** Ends it in the middle, for a reader that does not read. */
    protected final void cutOff() {
        end();
        response.reset();
    }

    private void end() {
        if (!over) {
            over = true;
            leave();
            all.remove(this);
        }
    }
}
