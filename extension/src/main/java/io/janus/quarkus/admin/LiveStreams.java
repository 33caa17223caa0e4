package io.janus.quarkus.admin;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.janus.quarkus.admin.AdminApi.Answer;
import io.janus.quarkus.live.Frame;
import io.janus.quarkus.live.LiveFeed;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Streams of live frames, as server-sent events, and single ones as JSON. Frames are not queued: who has not taken the one
 * before misses some, and is let go after a while.
 */
final class LiveStreams {

    /** A wall of dashboards for a whole company. */
    static final int MOST = 128;

    /** In frames, that is in seconds: longer than a laptop takes to find its network again. */
    private static final int MOST_MISSED = 20;

    /** One frame comes after a second; where it does not, nothing does. */
    private static final int FRAME_SECONDS = 10;

    private final LiveFeed feed;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

    /** What waits for one frame. */
    private final Set<CompletableFuture<Frame>> single = ConcurrentHashMap.newKeySet();

    LiveStreams(LiveFeed feed) {
        this.feed = feed;
    }

    /** Once a second by a timer of Vert.x. */
    static LiveFeed.Ticks seconds(Vertx vertx) {
        return tick -> {
            long timer = vertx.setPeriodic(TimeUnit.SECONDS.toMillis(1), now -> tick.run());
            return () -> vertx.cancelTimer(timer);
        };
    }

    /** Ends all of them, and what waits for one frame. Any thread. */
    void close() {
        streams.forEach(Stream::close);
        single.forEach(frame -> frame.cancel(false));
    }

    /**
     * One frame: the latest where somebody looks, the first after a second where nobody does.
     *
     * @throws Problem when too many wait for one, or have a stream
     */
    CompletableFuture<Answer> one() {
        enter();
        CompletableFuture<Frame> frame = new CompletableFuture<Frame>().orTimeout(FRAME_SECONDS, TimeUnit.SECONDS);
        single.add(frame);
        Consumer<Frame> reader = frame::complete;
        CompletableFuture<Answer> answer = frame.handle((taken, failure) -> {
            feed.leave(reader);
            single.remove(frame);
            open.decrementAndGet();
            if (failure != null) {
                throw new Problem(503, "There is no frame now. Try again in a moment.");
            }
            return new Answer(Answer.JSON, taken.json());
        });
        feed.join(reader);
        return answer;
    }

    /**
     * Answers a call with a stream.
     *
     * @throws Problem when there are too many
     */
    void begin(RoutingContext call) {
        enter();
        Stream stream = new Stream(call);
        streams.add(stream);
        stream.begin();
    }

    private void enter() {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new Problem(503, "There are " + MOST + " live streams already. Close one that nobody looks at.");
        }
    }

    /** One reader. Confined to the event loop of its connection, but for what it is told. */
    private final class Stream implements Consumer<Frame> {

        private final HttpServerResponse response;
        private final Context home;

        /** What is to be written next. Set by the thread that renders, taken by the event loop. */
        private final AtomicReference<Frame> next = new AtomicReference<>();

        /** How many frames in a row the reader did not take. */
        private int missed;
        private boolean over;

        Stream(RoutingContext call) {
            this.response = call.response();
            this.home = call.vertx().getOrCreateContext();
        }

        void begin() {
            response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no");
            response.closeHandler(closed -> end());
            response.exceptionHandler(failure -> end());
            response.write(": Janus\n\n");
            // Not in the turn that took the request: nothing is flushed before its end, and the queue would seem full.
            home.runOnContext(now -> {
                if (!over) {
                    feed.join(this);
                }
            });
        }

        @Override
        public void accept(Frame frame) {
            if (next.getAndSet(frame) == null) {
                home.runOnContext(now -> write());
            }
        }

        private void write() {
            Frame frame = next.getAndSet(null);
            if (over || frame == null) {
                return;
            }
            if (!response.writeQueueFull()) {
                missed = 0;
                response.write(Buffer.buffer(Unpooled.wrappedBuffer(frame.event())));
            } else if (++missed > MOST_MISSED) {
                end();
                response.reset();
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
                streams.remove(this);
                open.decrementAndGet();
            }
        }
    }
}
