package io.janus.quarkus.admin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.janus.quarkus.admin.AdminApi.Answer;
import io.janus.quarkus.live.Frame;
import io.janus.quarkus.live.LiveFeed;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** Streams over real sockets, with seconds of the test's own and frames that are larger than any buffer. */
class LiveStreamsTest {

    /** Beyond what the kernel and Vert.x keep for a reader that does not read, after a few. */
    private static final int FRAME_BYTES = 4 * 1024 * 1024;

    /** More than the kernel keeps, and fewer than a reader may miss. */
    private static final int FRAMES = 10;

    /** A reader is let go for what it missed: so many frames of this size take a busy machine long to make. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger rendered = new AtomicInteger();

    /** Set by the event loop that begins a stream, run by the test. */
    private volatile @Nullable Runnable tick;

    private final LiveStreams streams = new LiveStreams(new LiveFeed(new LiveFeed.Source() {
        @Override
        public void begin() {
            // Frames of a test are of no time.
        }

        @Override
        public void end() {
            // As above.
        }

        @Override
        public Frame next() {
            byte[] json = ("frame " + rendered.incrementAndGet() + " " + "x".repeat(FRAME_BYTES) + "\n")
                    .getBytes(StandardCharsets.US_ASCII);
            return new Frame(json, json);
        }
    }, Runnable::run, each -> {
        tick = each;
        return () -> tick = null;
    }));

    private HttpServer server;

    @BeforeEach
    void listen() {
        Router router = Router.router(vertx);
        router.get("/one").handler(call -> streams.one().thenAccept(answer -> answer.sendOn(call)));
        router.get("/live").handler(call -> {
            try {
                streams.begin(call);
            } catch (Problem e) {
                call.response().setStatusCode(e.status()).end();
            }
        });
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void second() {
        await().until(() -> tick != null);
        requireNonNull(tick).run();
    }

    @Test
    void who_does_not_read_misses_frames_and_holds_up_nobody() throws IOException {
        try (Reader slow = new Reader("/live"); Reader good = new Reader("/live")) {
            slow.until(": Janus");
            good.until(": Janus");
            for (int i = 1; i <= FRAMES; i++) {
                second();
                good.untilFrame(i);
            }

            assertThat(slow.untilFrameAfter(FRAMES)).as("what the kernel kept, and then the newest")
                    .contains("frame 1 ").doesNotContain("frame " + FRAMES + " ");
        }
    }

    @Test
    void who_takes_nothing_for_too_long_is_let_go() throws IOException {
        try (Reader slow = new Reader("/live")) {
            slow.until(": Janus");
            second();

            await("nobody looks any more").atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
                Runnable second = tick;
                if (second != null) {
                    second.run();
                }
                return second == null;
            });
            assertThat(slow.toEnd()).as("cut, and not ended").contains("frame 1 ").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void streams_are_bounded_and_make_room_again() throws IOException {
        List<Reader> all = new ArrayList<>();
        try {
            for (int i = 0; i < LiveStreams.MOST; i++) {
                Reader reader = new Reader("/live");
                all.add(reader);
                assertThat(reader.until("\r\n")).contains(" 200 ");
            }
            try (Reader over = new Reader("/live")) {
                assertThat(over.until("\r\n")).contains(" 503 ");
            }
        } finally {
            for (Reader reader : all) {
                reader.close();
            }
        }
        await().untilAsserted(() -> {
            try (Reader again = new Reader("/live")) {
                assertThat(again.until("\r\n")).contains(" 200 ");
            }
        });
    }

    @Test
    void one_frame_is_that_of_those_who_look_or_comes_after_a_second() throws IOException {
        try (Reader first = new Reader("/one")) {
            second();
            assertThat(first.until("frame 1 ")).contains("application/json");
        }
        await().untilAsserted(() -> assertThat(tick).as("nobody looks any more").isNull());
    }

    @Test
    void calls_for_one_frame_are_bounded_with_the_streams_and_end_with_them() throws IOException {
        try (Reader reader = new Reader("/live")) {
            reader.until(": Janus");
            List<CompletableFuture<Answer>> waiting = new ArrayList<>();
            for (int i = 1; i < LiveStreams.MOST; i++) {
                waiting.add(streams.one());
            }
            assertThatThrownBy(streams::one).isInstanceOfSatisfying(Problem.class,
                    problem -> assertThat(problem.status()).isEqualTo(503));

            streams.close();

            assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThat(streams.one()).isNotDone();
        }
    }

    @Test
    void all_end_with_janus() throws IOException {
        try (Reader reader = new Reader("/live")) {
            reader.until(": Janus");
            streams.close();

            assertThat(reader.toEnd()).endsWith("0\r\n\r\n");
            await().untilAsserted(() -> assertThat(tick).isNull());
        }
    }

    /** A client that reads when the test says so. */
    private final class Reader implements AutoCloseable {

        private final Socket socket;
        private final StringBuilder read = new StringBuilder();

        Reader(String path) throws IOException {
            socket = new Socket("127.0.0.1", server.actualPort());
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        String until(String text) throws IOException {
            while (read.indexOf(text) < 0 && take()) {
                // More may come.
            }
            return read.toString();
        }

        /** All of it: a reader that takes only its beginning is slow. */
        void untilFrame(int number) throws IOException {
            int begins = until("frame " + number + " ").indexOf("frame " + number + " ");
            while (read.indexOf("\n", begins) < 0 && take()) {
                // More may come.
            }
        }

        /** Reads all there is, and while seconds pass, until there is a frame that came after one. */
        String untilFrameAfter(int number) throws IOException {
            while (IntStream.rangeClosed(number + 1, rendered.get()).noneMatch(i -> read.indexOf("frame " + i + " ") >= 0)) {
                if (socket.getInputStream().available() == 0) {
                    second();
                }
                take();
            }
            return read.toString();
        }

        String toEnd() throws IOException {
            while (read.indexOf("0\r\n\r\n") < 0 && take()) {
                // More may come.
            }
            return read.toString();
        }

        private boolean take() throws IOException {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[64 * 1024];
            int length = in.read(bytes);
            if (length > 0) {
                // Only what tells frames apart is kept: forty megabytes are no text to search.
                read.append(new String(bytes, 0, length, StandardCharsets.US_ASCII).replaceAll("x{3,}", "x"));
            }
            return length >= 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
