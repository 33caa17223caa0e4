package io.janus.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

class EventRingTest {

    private static final int CAPACITY = 4096;

    private final EventRing ring = new EventRing();

    @Test
    void events_come_out_once_in_the_order_they_went_in() {
        ring.offer(event("one"));
        ring.offer(event("two"));

        assertThat(drained()).extracting(ProxyEvent::detail).containsExactly("one", "two");
        assertThat(drained()).isEmpty();
    }

    @Test
    void what_does_not_fit_is_dropped_and_counted() {
        for (int i = 0; i < CAPACITY + 10; i++) {
            ring.offer(event("event " + i));
        }

        assertThat(ring.dropped()).isEqualTo(10);
        assertThat(drained()).hasSize(CAPACITY).first().extracting(ProxyEvent::detail).isEqualTo("event 0");
        ring.offer(event("room again"));
        assertThat(drained()).hasSize(1);
        assertThat(ring.dropped()).isEqualTo(10);
    }

    @Test
    void every_event_of_many_threads_comes_out_or_is_counted() throws ExecutionException, InterruptedException {
        int writers = 4;
        int each = 10_000;
        var threads = Executors.newFixedThreadPool(writers);
        List<ProxyEvent> all = new ArrayList<>();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                running.add(threads.submit(() -> {
                    for (int j = 0; j < each; j++) {
                        ring.offer(event("event"));
                    }
                }));
            }
            while (!running.stream().allMatch(Future::isDone)) {
                ring.drain(all::add);
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        ring.drain(all::add);

        assertThat(all.size() + ring.dropped()).isEqualTo(writers * each);
    }

    private List<ProxyEvent> drained() {
        List<ProxyEvent> events = new ArrayList<>();
        ring.drain(events::add);
        return events;
    }

    private static ProxyEvent event(String detail) {
        return new ProxyEvent(ErrorCode.INTERNAL, false, "web", null, detail);
    }
}
