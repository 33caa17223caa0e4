package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class ByteFeedTest {

    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final ByteFeed feed = new ByteFeed();

    @Test
    void silence_ends_the_wait() {
        assertThatThrownBy(() -> feed.next(NO_TIME)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void what_came_is_handed_on_before_the_end() throws Exception {
        List<ByteBuffer> bytes = List.of(ByteBuffer.allocate(1));
        feed.onNext(bytes);
        feed.onComplete();

        assertThat(feed.next(NO_TIME)).containsSame(bytes);
        assertThat(feed.next(NO_TIME)).isEmpty();
    }

    @Test
    void a_connection_that_breaks_off_is_no_end() {
        feed.onError(new IOException("reset"));

        assertThatThrownBy(() -> feed.next(NO_TIME)).isInstanceOf(IOException.class).hasMessageContaining("reset");
    }

    @Test
    void more_is_asked_for_only_when_the_last_was_taken() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        feed.onSubscribe(new Flow.Subscription() {

            @Override
            public void request(long n) {
                asked.addAndGet((int) n);
            }

            @Override
            public void cancel() {
                throw new AssertionError("nobody asked for that");
            }
        });
        feed.onNext(List.of(ByteBuffer.allocate(1)));
        assertThat(asked).hasValue(1);

        feed.next(NO_TIME);
        assertThat(asked).hasValue(2);
    }
}
