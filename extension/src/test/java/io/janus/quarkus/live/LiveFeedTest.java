package io.janus.quarkus.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The feed with seconds and a thread of the test's own. */
class LiveFeedTest {

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Frame> first = new ArrayList<>();
    private final List<Frame> second = new ArrayList<>();
    private final Consumer<Frame> one = first::add;
    private final Consumer<Frame> other = second::add;
    private boolean fails;
    private long nowNanos;

    /** Null while there are no seconds. */
    private @Nullable Runnable tick;

    private final LiveFeed feed = new LiveFeed(new LiveFeed.Source() {
        @Override
        public void begin() {
            asked.add("begin");
        }

        @Override
        public void end() {
            asked.add("end");
        }

        @Override
        public Frame next() {
            asked.add("next");
            if (fails) {
                throw new IllegalStateException("a frame that fails");
            }
            return Frame.of(new byte[0]);
        }
    }, thread::add, each -> {
        tick = each;
        return () -> tick = null;
    }, () -> nowNanos);

    private void second() {
        requireNonNull(tick).run();
        turn();
    }

    private void turn() {
        while (!thread.isEmpty()) {
            thread.remove().run();
        }
    }

    @Test
    void nothing_is_asked_while_nobody_looks() {
        assertThat(tick).isNull();
        feed.join(one);
        second();
        feed.leave(one);

        assertThat(tick).as("seconds end with the last reader").isNull();
        turn();
        assertThat(asked).containsExactly("begin", "next", "end");
    }

    @Test
    void all_readers_get_the_same_frame_of_one_rendering() {
        feed.join(one);
        feed.join(other);
        second();

        assertThat(asked).containsExactly("begin", "next");
        assertThat(first).hasSize(1);
        assertThat(second.get(0)).isSameAs(first.get(0));
    }

    @Test
    void who_comes_later_has_the_latest_frame_at_once() {
        feed.join(one);
        second();
        feed.join(other);

        assertThat(second).containsExactlyElementsOf(first);
        assertThat(asked).containsExactly("begin", "next");
    }

    @Test
    void who_comes_back_after_a_pause_gets_nothing_of_before() {
        feed.join(one);
        second();
        feed.leave(one);
        feed.join(other);
        turn();

        assertThat(second).isEmpty();
        assertThat(asked).containsExactly("begin", "next", "end", "begin");
    }

    @Test
    void seconds_that_pass_while_the_thread_is_busy_are_one_frame() {
        feed.join(one);
        for (int i = 0; i < 5; i++) {
            requireNonNull(tick).run();
        }
        turn();

        assertThat(first).hasSize(1);
    }

    @Test
    void a_second_that_was_due_when_the_last_left_asks_nothing() {
        feed.join(one);
        turn();
        requireNonNull(tick).run();
        feed.leave(one);
        turn();

        assertThat(asked).containsExactly("begin", "end");
    }

    @Test
    void a_frame_that_fails_does_not_end_those_after() {
        fails = true;
        feed.join(one);
        second();
        fails = false;
        second();

        assertThat(first).hasSize(1);
    }

    @Test
    void who_comes_while_frames_fail_gets_no_old_one() {
        feed.join(one);
        second();
        fails = true;
        second();
        feed.join(other);
        assertThat(second).isEmpty();
        fails = false;
        second();

        assertThat(second).hasSize(1);
        assertThat(first).containsSequence(second);
    }

    @Test
    void what_fails_each_second_is_a_line_a_minute() {
        try (LoggedErrors errors = new LoggedErrors()) {
            fails = true;
            feed.join(one);
            for (int i = 0; i < 120; i++) {
                second();
                nowNanos += TimeUnit.SECONDS.toNanos(1);
            }
            assertThat(errors.lines).hasSize(2).allMatch(line -> line.contains("could not be rendered"));
        }
    }

    /** What the feed logs while it is open. */
    private static final class LoggedErrors extends Handler implements AutoCloseable {

        private final List<String> lines = new ArrayList<>();
        private final Logger logger = Logger.getLogger(LiveFeed.class.getName());

        LoggedErrors() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    @Test
    void who_leaves_twice_ends_nothing_of_others() {
        feed.join(one);
        feed.join(other);
        feed.leave(one);
        feed.leave(one);
        second();

        assertThat(first).isEmpty();
        assertThat(second).hasSize(1);
    }
}
