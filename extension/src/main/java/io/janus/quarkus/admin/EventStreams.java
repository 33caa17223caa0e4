package io.janus.quarkus.admin;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.janus.quarkus.events.EventFeed;
import io.janus.quarkus.events.FeedEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Streams of events, as server-sent events. A reader that does not read is let go after
 * a while: it can come back and resume.
 */
final class EventStreams {

    /** Dashboards and scripts of a whole team; each costs a connection and a few kilobytes. */
    static final int MOST = 64;

    /** Below the idle timeouts of proxies and of the admin side itself. */
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final EventFeed feed;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

    EventStreams(EventFeed feed) {
        this.feed = feed;
    }

    /** Ends all of them. Any thread. */
    void close() {
        streams.forEach(Stream::close);
    }

    /**
     * Answers a call with a stream.
     *
     * @param since the last event that the reader has
     * @throws Problem when there are too many
     */
    void begin(RoutingContext call, long since) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new Problem(503, "There are " + MOST + " event streams already. Close one that nobody looks at.");
        }
        Stream stream = new Stream(call, since);
        streams.add(stream);
        stream.begin();
    }

    static JsonObject json(FeedEvent event) {
        return new JsonObject().put("id", event.id()).put("at", event.at().toString())
                .put("type", ConfigJson.word(event.type()))
                .put("severe", event.severe()).put("text", event.text());
    }

    /** One reader. Confined to the event loop of its connection, but for what it is told. */
    private final class Stream implements Consumer<FeedEvent> {

        private final HttpServerResponse response;
        private final Vertx vertx;
        private final Context home;
        private long last;
        private long heartbeat = -1;

        /** Whether the reader had not taken everything at the last heartbeat. */
        private boolean slow;
        private boolean over;

        Stream(RoutingContext call, long since) {
            this.response = call.response();
            this.vertx = call.vertx();
            this.home = vertx.getOrCreateContext();
            this.last = since;
        }

        void begin() {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no");
            response.closeHandler(closed -> end());
            response.exceptionHandler(failure -> end());
            response.drainHandler(drained -> catchUp());
            response.write(": Janus\n\n");
            heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> beat());
            feed.listen(this);
            // Not in the turn that took the request: nothing is flushed before its end, and the queue would seem full.
            home.runOnContext(now -> catchUp());
        }

        @Override
        public void accept(FeedEvent event) {
            home.runOnContext(now -> catchUp());
        }

        /** Writes what the feed has and this reader has not: an event is never lost between two threads, nor told twice. */
        private void catchUp() {
            for (FeedEvent event : over ? List.<FeedEvent> of() : feed.since(last)) {
                if (response.writeQueueFull()) {
                    return; // the drain handler goes on
                }
                last = event.id();
                response.write(
                        "id: " + event.id() + "\nevent: " + ConfigJson.word(event.type()) + "\ndata: " + json(event).encode()
                                + "\n\n");
            }
            slow = false;
        }

        /** A reader that took nothing between two heartbeats is let go. */
        private void beat() {
            if (!response.writeQueueFull()) {
                slow = false;
                response.write(": still here\n\n");
            } else if (slow) {
                end();
                response.reset();
            } else {
                slow = true;
            }
        }

        void close() {
            home.runOnContext(now -> {
                if (!over) {
                    end();
                    response.end();
                }
            });
        }

        private void end() {
            if (!over) {
                over = true;
                feed.leave(this);
                vertx.cancelTimer(heartbeat);
                streams.remove(this);
                open.decrementAndGet();
            }
        }
    }
}
