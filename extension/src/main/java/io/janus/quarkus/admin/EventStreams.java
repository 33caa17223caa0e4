package io.janus.quarkus.admin;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import io.janus.quarkus.events.EventFeed;
import io.janus.quarkus.events.FeedEvent;
import io.janus.quarkus.events.FeedEvent.Type;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Streams of events, as server-sent events. A reader that does not read is let go after a while: it can come back and resume.
 */
final class EventStreams {

    /** Dashboards and scripts of a whole team; each costs a connection and a few kilobytes. */
    static final int MOST = 64;

    /** Below the idle timeouts of proxies and of the admin side itself. */
    private static final long HEARTBEAT_MILLIS = 15_000;

    /** What comes within this time is written together: a reload is several events, and each write wakes up its reader. */
    private static final long GATHER_MILLIS = 50;

    /** Over so many milliseconds readers are spread: all of them in one turn take a processor from requests for one. */
    private static final int SPREAD_MILLIS = 20;

    /** Of what is written at once to a reader that catches up. */
    private static final int WRITE_BYTES = 16 * 1024;

    private final EventFeed feed;
    private final long heartbeatMillis;
    private final OpenStreams streams = new OpenStreams(MOST, "event");
    private final AtomicInteger begun = new AtomicInteger();

    /** The last events as all readers get them, each at its id's remainder. */
    private final AtomicReferenceArray<Written> written = new AtomicReferenceArray<>(EventFeed.MOST);

    EventStreams(EventFeed feed) {
        this(feed, HEARTBEAT_MILLIS);
    }

    EventStreams(EventFeed feed, long heartbeatMillis) {
        this.feed = feed;
        this.heartbeatMillis = heartbeatMillis;
    }

    /** Ends all of them. Any thread. */
    void close() {
        streams.close();
    }

    /**
     * Answers a call with a stream.
     *
     * @param since the last event that the reader has
     * @throws Problem when there are too many
     */
    void begin(RoutingContext call, long since) {
        streams.takePlace();
        new Stream(call, since).begin();
    }

    static JsonObject json(FeedEvent event) {
        return new JsonObject().put("id", event.id()).put("at", event.at().toString())
                .put("type", ConfigJson.word(event.type()))
                .put("severe", event.severe()).put("text", event.text());
    }

    /** Event loops of several readers may make it at once. */
    private byte[] bytes(FeedEvent event) {
        int slot = (int) (event.id() % EventFeed.MOST);
        Written kept = written.get(slot);
        if (kept == null || kept.id != event.id()) {
            String text = "id: " + event.id() + "\nevent: " + ConfigJson.word(event.type()) + "\ndata: " + json(event).encode()
                    + "\n\n";
            kept = new Written(event.id(), text.getBytes(StandardCharsets.UTF_8));
            written.set(slot, kept);
        }
        return kept.bytes;
    }

    private record Written(long id, byte[] bytes) {
    }

    /** One reader. */
    private final class Stream extends SseStream implements Consumer<FeedEvent> {

        private final Vertx vertx;
        private final long gatherMillis = GATHER_MILLIS + Math.floorMod(begun.getAndIncrement(), SPREAD_MILLIS);
        private long last;

        /** None before it has joined. */
        private long heartbeat = -1;

        /** Whether a write is to come. Set by whoever tells of an event. */
        private final AtomicBoolean told = new AtomicBoolean();

        /** Whether the reader's queue was full at the last heartbeat, and has been since. */
        private boolean slow;

        Stream(RoutingContext call, long since) {
            super(call, streams);
            this.vertx = call.vertx();
            this.last = since;
        }

        @Override
        protected void join() {
            // Later, because it may be called in the middle of a write.
            response.drainHandler(drained -> {
                slow = false;
                writeSoon();
            });
            heartbeat = vertx.setPeriodic(heartbeatMillis, tick -> beat());
            feed.listen(this);
            if (last > feed.lastId()) {
                last = 0; // of another process, which had more to tell
            }
            write();
        }

        @Override
        protected void leave() {
            feed.leave(this);
            vertx.cancelTimer(heartbeat);
        }

        @Override
        public void accept(FeedEvent event) {
            if (event.type() == Type.STOP) {
                writeSoon(); // there may be no later
            } else if (told.compareAndSet(false, true)) {
                later(() -> vertx.setTimer(gatherMillis, gathered -> {
                    told.set(false);
                    writeNow();
                }));
            }
        }

        /** Writes what the feed has and this reader has not: an event is never lost between two threads, nor told twice. */
        @Override
        protected void write() {
            if (response.writeQueueFull()) {
                return; // the drain handler goes on
            }
            Buffer next = Buffer.buffer();
            for (FeedEvent event : feed.since(last)) {
                next.appendBytes(bytes(event));
                last = event.id();
                if (next.length() >= WRITE_BYTES) {
                    response.write(next);
                    next = Buffer.buffer();
                    if (response.writeQueueFull()) {
                        return;
                    }
                }
            }
            if (next.length() > 0) {
                response.write(next);
            }
        }

        /** A reader that took nothing between two heartbeats is let go. */
        private void beat() {
            if (!response.writeQueueFull()) {
                slow = false;
                response.write(": still here\n\n");
            } else if (slow) {
                cutOff();
            } else {
                slow = true;
            }
        }
    }
}
