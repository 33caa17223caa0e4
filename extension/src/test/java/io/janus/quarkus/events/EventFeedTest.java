package io.janus.quarkus.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import io.janus.quarkus.events.FeedEvent.Type;

class EventFeedTest {

    private final EventFeed feed = new EventFeed();

    @Test
    void who_comes_back_gets_what_came_since() {
        feed.take(Type.CONFIG, false, "one");
        feed.take(Type.TRAFFIC, true, "two");

        assertThat(feed.since(0)).extracting(FeedEvent::text).containsExactly("one", "two");
        assertThat(feed.since(1)).extracting(FeedEvent::text).containsExactly("two");
        assertThat(feed.since(2)).isEmpty();
    }

    @Test
    void who_comes_from_another_process_gets_everything() {
        assertThat(feed.since(0)).isEmpty();
        assertThat(feed.since(99)).isEmpty();
        feed.take(Type.CONFIG, false, "one");
        feed.take(Type.TRAFFIC, true, "two");

        assertThat(feed.since(99)).extracting(FeedEvent::text).containsExactly("one", "two");
    }

    @Test
    void the_oldest_make_room() {
        IntStream.range(0, EventFeed.MOST + 3).forEach(i -> feed.take(Type.OTHER, false, "event " + i));

        assertThat(feed.since(0)).hasSize(EventFeed.MOST).first().extracting(FeedEvent::id).isEqualTo(4L);
        assertThat(feed.since(EventFeed.MOST + 2)).extracting(FeedEvent::text).containsExactly("event " + (EventFeed.MOST + 2));
    }

    @Test
    void who_left_hears_no_more() {
        List<FeedEvent> heard = new ArrayList<>();
        Consumer<FeedEvent> listener = heard::add;
        feed.listen(listener);
        feed.take(Type.OTHER, false, "one");
        feed.leave(listener);
        feed.take(Type.OTHER, false, "two");

        assertThat(heard).extracting(FeedEvent::text).containsExactly("one");
    }

    @Test
    void what_janus_logs_is_an_event_until_the_tap_is_closed() {
        Logger log = Logger.getLogger("io.janus.quarkus.reload.Test");
        try (Closing tap = LogTap.open(feed)::close) {
            log.warn("a file was refused");
            log.debug("nobody needs to know");
        }
        log.warn("too late");

        assertThat(feed.since(0)).singleElement().satisfies(event -> {
            assertThat(event.text()).isEqualTo("a file was refused");
            assertThat(event.type()).isEqualTo(Type.CONFIG);
            assertThat(event.severe()).isTrue();
        });
    }

    @Test
    void an_event_has_the_beginning_of_a_line_that_is_too_long_to_keep() {
        Logger log = Logger.getLogger("io.janus.quarkus.reload.Test");
        try (Closing tap = LogTap.open(feed)::close) {
            log.warn("x".repeat(1_000_000));
        }

        assertThat(feed.since(0)).singleElement().extracting(FeedEvent::text).asString().hasSizeLessThan(10_000).endsWith("x…");
    }

    private interface Closing extends AutoCloseable {

        @Override
        void close();
    }
}
