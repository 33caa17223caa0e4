package io.janus.quarkus.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlLoopTest {

    private final ControlLoop loop = new ControlLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void every_task_runs_on_the_one_thread_of_its_name() {
        assertThat(loop.call(() -> Thread.currentThread().getName()).join()).isEqualTo("janus-control");
    }

    @Test
    void a_task_that_fails_takes_no_other_with_it() {
        AtomicInteger runs = new AtomicInteger();
        loop.every(Duration.ofMillis(20), () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("a task of this test fails on purpose");
        });

        await().untilAsserted(() -> assertThat(runs.get()).isGreaterThan(3));
    }

    @Test
    void a_cancelled_timer_does_not_run() {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Void> later = new CompletableFuture<>();

        // On the loop itself, where none of them runs before all of this was done.
        loop.execute(() -> {
            loop.after(Duration.ZERO, runs::incrementAndGet).cancel();
            loop.after(Duration.ZERO, () -> later.complete(null));
        });

        later.join();
        assertThat(runs).hasValue(0);
    }

    @Test
    void after_the_end_tasks_are_dropped_and_who_waits_for_one_learns_it() {
        loop.close();

        loop.execute(() -> {
            throw new AssertionError("must not run");
        });
        assertThat(loop.call(() -> true)).isCompletedExceptionally();
        assertThat(loop.alive()).isFalse();
    }

    @Test
    void who_waits_for_a_task_that_came_before_the_end_gets_its_answer() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        CompletableFuture<Boolean> behind = loop.call(() -> true);

        Thread closer = new Thread(loop::close);
        closer.start();
        await().until(() -> !loop.alive());
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        busy.countDown();
        closer.join();

        assertThat(behind).isCompletedWithValue(true);
    }
}
