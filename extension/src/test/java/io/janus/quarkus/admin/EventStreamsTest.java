package io.janus.quarkus.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.janus.quarkus.events.EventFeed;
import io.janus.quarkus.events.FeedEvent.Type;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** Streams over real sockets, of a feed of the test's own. */
class EventStreamsTest {

    /** All that are kept are then more than the kernel and Vert.x keep for a reader that does not read. */
    private static final int LONG = 64 * 1024;

    private static final Pattern ID = Pattern.compile("(?m)^id: (\\d+)\n");

    private final Vertx vertx = Vertx.vertx();
    private final EventFeed feed = new EventFeed();
    private final EventStreams streams = new EventStreams(feed);

    /** Those with a heart that beats fast. */
    private final EventStreams impatient = new EventStreams(feed, 50);

    private final AtomicInteger connections = new AtomicInteger();
    private final Router router = Router.router(vertx);
    private HttpServer server;

    @BeforeEach
    void listen() {
        router.get("/since/:id").handler(call -> streams.begin(call, Long.parseLong(call.pathParam("id"))));
        router.get("/impatient/:id").handler(call -> impatient.begin(call, Long.parseLong(call.pathParam("id"))));
        server = vertx.createHttpServer().requestHandler(router).connectionHandler(connection -> {
            connections.incrementAndGet();
            connection.closeHandler(closed -> connections.decrementAndGet());
        }).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void who_reads_late_gets_each_event_once_and_in_order() throws IOException {
        take(EventFeed.MOST / 2, "x".repeat(LONG));
        try (Reader late = new Reader(0); Reader good = new Reader(0)) {
            good.untilEvent(EventFeed.MOST / 2);
            take(EventFeed.MOST / 2, "y".repeat(LONG));

            assertThat(good.untilEvent(EventFeed.MOST)).isEqualTo(LongStream.rangeClosed(1, EventFeed.MOST).boxed().toList());
            assertThat(late.untilEvent(EventFeed.MOST)).isEqualTo(LongStream.rangeClosed(1, EventFeed.MOST).boxed().toList());
        }
    }

    @Test
    void an_event_that_fills_all_buffers_is_told_once() throws IOException {
        take(3, "x".repeat(4 * LONG));
        try (Reader reader = new Reader(0)) {
            assertThat(reader.untilEvent(3)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void who_takes_nothing_for_too_long_is_let_go_and_its_connection_with_it() throws IOException {
        take(EventFeed.MOST, "x".repeat(LONG));
        try (Reader slow = new Reader("/impatient/0")) {
            slow.until(": Janus");

            await().untilAsserted(() -> assertThat(connections).hasValue(0));
        }
    }

    @Test
    void who_does_not_read_does_not_outlive_the_end() throws IOException {
        take(EventFeed.MOST, "x".repeat(LONG));
        try (Reader slow = new Reader(0)) {
            slow.until("id: 1\n");
            streams.close();

            await().untilAsserted(() -> assertThat(connections).hasValue(0));
        }
    }

    @Test
    void who_comes_from_another_process_misses_nothing_of_this_one() throws IOException {
        try (Reader reader = new Reader("/impatient/3")) {
            reader.until(": still here");
            take(4, "one of four");

            assertThat(reader.untilEvent(4)).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void who_comes_back_gets_only_what_it_has_not() throws IOException {
        take(3, "one of three");
        try (Reader reader = new Reader(2)) {
            assertThat(reader.untilEvent(3)).containsExactly(3L);
            take(1, "a fourth");

            assertThat(reader.untilEvent(4)).containsExactly(3L, 4L);
        }
    }

    @Test
    void an_event_that_takes_the_place_of_an_old_one_is_told_as_itself() throws IOException {
        take(1, "the first");
        try (Reader reader = new Reader(0)) {
            reader.untilEvent(1);
            take(EventFeed.MOST, "a later one");

            reader.untilEvent(EventFeed.MOST + 1);
            assertThat(reader.read).containsOnlyOnce("the first");
        }
    }

    @Test
    void what_came_before_the_end_is_told_before_it() throws IOException {
        try (Reader reader = new Reader(0)) {
            reader.until(": Janus");
            take(1, "Janus stops");
            streams.close();

            reader.until("0\r\n\r\n");
            assertThat(reader.read).contains("Janus stops");
        }
    }

    private void take(int events, String text) {
        IntStream.range(0, events).forEach(i -> feed.take(Type.OTHER, false, text));
    }

    /** A client that reads when the test says so. */
    private final class Reader implements AutoCloseable {

        private final Socket socket;
        private final StringBuilder read = new StringBuilder();

        Reader(long since) throws IOException {
            this("/since/" + since);
        }

        Reader(String path) throws IOException {
            socket = new Socket("127.0.0.1", server.actualPort());
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }

        void until(String text) throws IOException {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[64 * 1024];
            while (read.indexOf(text, Math.max(0, read.length() - 2 * bytes.length)) < 0) {
                int length = in.read(bytes);
                assertThat(length).as("what there is to be read before %s", text).isPositive();
                read.append(new String(bytes, 0, length, StandardCharsets.US_ASCII));
            }
        }

        /** The ids of all that came until one, and with it. */
        List<Long> untilEvent(long id) throws IOException {
            until("id: " + id + "\n");
            return ID.matcher(read).results().map(found -> Long.valueOf(found.group(1))).toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
