package io.janus.quarkus.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ControlThreadTest {

    @Test
    void long_work_is_interrupted_by_rests() throws InterruptedException {
        AtomicBoolean seen = new AtomicBoolean();
        Thread worker = ControlThreads.named("worker").newThread(() -> {
            while (!seen.get()) {
                ControlThread.giveWay();
            }
        });
        worker.start();

        Awaitility.await().pollInterval(10, TimeUnit.MICROSECONDS).atMost(30, TimeUnit.SECONDS)
                .until(() -> worker.getState() == State.TIMED_WAITING);
        seen.set(true);
        worker.join();
    }

    @Test
    void threads_of_others_go_on() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                ControlThread.giveWay();
            }
        });
        other.setDaemon(true);
        other.start();

        for (int i = 0; i < 1000; i++) {
            assertThat(other.getState()).isNotEqualTo(State.TIMED_WAITING);
        }
        over.set(true);
        other.join();
    }
}
