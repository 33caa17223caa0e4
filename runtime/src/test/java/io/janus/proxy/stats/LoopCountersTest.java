package io.janus.proxy.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

class LoopCountersTest {

    private enum Fruit {
        APPLE,
        PEAR
    }

    @Test
    void loops_are_added_up_and_names_kept_apart() {
        LoopCounters<Fruit> counters = new LoopCounters<>(Fruit.class, 3);
        counters.increment(0, Fruit.APPLE);
        counters.add(2, Fruit.APPLE, 41);
        counters.add(1, Fruit.PEAR, 7);

        assertThat(counters.total(Fruit.APPLE)).isEqualTo(42);
        assertThat(counters.total(Fruit.PEAR)).isEqualTo(7);
    }

    @Test
    void nothing_is_lost_when_each_loop_counts_at_once_and_totals_never_fall() throws ExecutionException, InterruptedException {
        int loops = 4;
        int each = 200_000;
        LoopCounters<Fruit> counters = new LoopCounters<>(Fruit.class, loops);
        var threads = Executors.newFixedThreadPool(loops);
        try {
            Future<?>[] writers = new Future<?>[loops];
            for (int loop = 0; loop < loops; loop++) {
                int own = loop;
                writers[loop] = threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        counters.increment(own, Fruit.APPLE);
                        counters.add(own, Fruit.PEAR, 2);
                    }
                });
            }
            long last = 0;
            while (last < (long) loops * each) {
                long now = counters.total(Fruit.APPLE);
                assertThat(now).isBetween(last, (long) loops * each);
                last = now;
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            assertThat(counters.total(Fruit.PEAR)).isEqualTo(2L * loops * each);
        } finally {
            threads.shutdownNow();
        }
    }
}
