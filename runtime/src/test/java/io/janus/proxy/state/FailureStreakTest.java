package io.janus.proxy.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.balancer.Outcome;

/** Too many failures in a row are noticed, whenever the control loop looks. */
class FailureStreakTest {

    private static final int THRESHOLD = 5;

    private final FailureStreak streak = new FailureStreak();

    private void fail(int times) {
        IntStream.range(0, times).forEach(i -> streak.failed(Outcome.TIMEOUT, THRESHOLD, streak.number()));
    }

    @Test
    void fewer_failures_than_the_threshold_are_none_too_many() {
        fail(THRESHOLD - 1);

        assertThat(streak.takeReached(THRESHOLD)).isFalse();
        assertThat(streak.count()).isEqualTo(THRESHOLD - 1);
        assertThat(streak.last()).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void a_success_between_them_begins_the_count_anew() {
        fail(THRESHOLD - 1);
        streak.ended();
        fail(THRESHOLD - 1);

        assertThat(streak.takeReached(THRESHOLD)).isFalse();
    }

    @Test
    void a_streak_that_was_too_long_is_noticed_although_it_has_ended() {
        fail(THRESHOLD);
        streak.ended();

        assertThat(streak.takeReached(THRESHOLD)).isTrue();
        assertThat(streak.takeReached(THRESHOLD)).isFalse();
    }

    @Test
    void a_streak_that_goes_on_is_noticed_at_every_look() {
        fail(THRESHOLD + 1);

        assertThat(streak.takeReached(THRESHOLD)).isTrue();
        assertThat(streak.takeReached(THRESHOLD)).isTrue();
    }

    @Test
    void a_threshold_that_was_lowered_below_the_streak_is_reached() {
        fail(3);

        assertThat(streak.takeReached(2)).isTrue();
    }

    @Test
    void nothing_is_left_of_what_was_forgotten() {
        fail(THRESHOLD);
        streak.forget();

        assertThat(streak.takeReached(THRESHOLD)).isFalse();
        assertThat(streak.count()).isZero();
    }

    @Test
    void an_attempt_from_before_all_was_forgotten_counts_no_more() {
        int before = streak.number();
        streak.forget();

        streak.failed(Outcome.TIMEOUT, 1, before);

        assertThat(streak.count()).isZero();
        assertThat(streak.takeReached(1)).isFalse();
    }

    @Test
    void a_mark_below_a_threshold_that_was_raised_is_none() {
        fail(THRESHOLD);
        streak.ended();

        assertThat(streak.takeReached(THRESHOLD + 1)).isFalse();
    }

    @Test
    void failures_on_several_loops_at_once_reach_the_threshold_together() throws InterruptedException {
        int each = 10_000;
        CountDownLatch begin = new CountDownLatch(1);
        Thread[] loops = new Thread[4];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                IntStream.range(0, each).forEach(n -> streak.failed(Outcome.FAILURE, loops.length * each, 0));
            });
            loops[i].start();
        }
        begin.countDown();
        for (Thread loop : loops) {
            loop.join();
        }

        assertThat(streak.count()).isEqualTo(loops.length * each);
        assertThat(streak.takeReached(loops.length * each)).isTrue();
    }
}
