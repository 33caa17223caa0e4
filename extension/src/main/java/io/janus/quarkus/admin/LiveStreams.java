package io.janus.quarkus.admin;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.janus.quarkus.admin.AdminApi.Answer;
import io.janus.quarkus.live.Frame;
import io.janus.quarkus.live.LiveFeed;
import io.netty.buffer.Unpooled;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
    private final OpenStreams streams = new OpenStreams(MOST, "live");

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
        streams.close();
        single.forEach(frame -> frame.cancel(false));
    }

    /**
     * One frame: the latest where somebody looks, the first after a second where nobody does.
     *
     * @throws Problem when too many wait for one, or have a stream
     */
    CompletableFuture<Answer> one() {
        streams.takePlace();
        CompletableFuture<Frame> frame = new CompletableFuture<Frame>().orTimeout(FRAME_SECONDS, TimeUnit.SECONDS);
        single.add(frame);
        Consumer<Frame> reader = frame::complete;
        CompletableFuture<Answer> answer = frame.handle((taken, failure) -> {
            feed.leave(reader);
            single.remove(frame);
            streams.giveBack();
            if (failure != null) {
                throw new Problem(503, "There is no frame now. Try again in a moment.");
            }
            return new Answer(Answer.JSON, taken.json());
        });
        feed.join(reader);
        if (frame.isDone()) {
            feed.leave(reader); // it was over before it had joined
        }
        return answer;
    }

    /**
     * Answers a call with a stream.
     *
     * @throws Problem when there are too many
     */
    void begin(RoutingContext call) {
        streams.takePlace();
        new Stream(call).begin();
    }

    /** One reader. */
    private final class Stream extends SseStream implements Consumer<Frame> {

        /** What is to be written next. Set by the thread that renders, taken by the event loop. */
        private final AtomicReference<Frame> next = new AtomicReference<>();

        /** How many frames in a row the reader did not take. */
        private int missed;

        Stream(RoutingContext call) {
            super(call, streams);
        }

        @Override
        protected void join() {
            feed.join(this);
        }

        @Override
        protected void leave() {
            feed.leave(this);
        }

        @Override
        public void accept(Frame frame) {
            if (next.getAndSet(frame) == null) {
                writeSoon();
            }
        }

        @Override
        protected void write() {
            Frame frame = next.getAndSet(null);
            if (frame == null) {
                return;
            }
            if (!response.writeQueueFull()) {
                missed = 0;
                response.write(Buffer.buffer(Unpooled.wrappedBuffer(frame.event())));
            } else if (++missed > MOST_MISSED) {
                cutOff();
            }
        }
    }
}
