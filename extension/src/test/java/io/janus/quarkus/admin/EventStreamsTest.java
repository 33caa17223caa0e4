package io.janus.quarkus.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private HttpServer server;

    @BeforeEach
    void listen() {
        Router router = Router.router(vertx);
        router.get("/since/:id").handler(call -> streams.begin(call, Long.parseLong(call.pathParam("id"))));
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
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
            socket = new Socket("127.0.0.1", server.actualPort());
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /since/" + since + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
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
