package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LoopNumbersTest {

    private static final int CALLS = 10_000;

    @Test
    void nothing_that_two_loops_count_is_lost_and_a_reader_sees_it() throws InterruptedException {
        CounterIncrement benchmark = new CounterIncrement();
        benchmark.start();
        try {
            onTwoLoops(benchmark::twoLoops);

            assertThat(benchmark.total()).isEqualTo(LoopThread.MOST * CALLS);
            Awaitility.await().untilAsserted(() -> assertThat(benchmark.scraped()).isEqualTo(LoopThread.MOST * CALLS));
        } finally {
            benchmark.stop();
        }
    }

    @Test
    void nothing_that_two_loops_record_is_lost_and_a_reader_sees_it() throws InterruptedException {
        LatencyRecording benchmark = new LatencyRecording();
        benchmark.start();
        try {
            onTwoLoops(benchmark::twoLoops);

            long nanos = 0;
            for (int call = 0; call < CALLS; call++) {
                nanos += LoopThread.MOST * benchmark.nanos(call % LoopThread.VALUES);
            }
            assertThat(benchmark.recorded().count()).isEqualTo(LoopThread.MOST * CALLS);
            assertThat(benchmark.recorded().sumNanos()).isEqualTo(nanos);
            Awaitility.await().untilAsserted(() -> assertThat(benchmark.scraped()).isNotNull()
                    .satisfies(scraped -> assertThat(scraped.count()).isEqualTo(LoopThread.MOST * CALLS)));
        } finally {
            benchmark.stop();
        }
    }

    private static void onTwoLoops(Consumer<LoopThread> call) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int loop = 0; loop < LoopThread.MOST; loop++) {
            LoopThread own = new LoopThread(loop);
            threads.add(new Thread(() -> {
                for (int i = 0; i < CALLS; i++) {
                    call.accept(own);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
