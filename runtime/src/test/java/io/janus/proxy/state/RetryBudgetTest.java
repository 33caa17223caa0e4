package io.janus.proxy.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.route.Allocation;
import io.janus.proxy.spec.RetriesSpec;

/** The clock is a number here: it goes on when a test says so. */
class RetryBudgetTest {

    private static final long SECOND = 1_000_000_000;

    private long now = Long.MAX_VALUE - 3 * SECOND; // System.nanoTime() may overflow, and does so here

    private static RetriesSpec retries(int percent, int minPerSecond) {
        return new RetriesSpec(2, Set.of(), Set.of(), Duration.ofMillis(1), Duration.ofMillis(1), percent, minPerSecond);
    }

    private void requests(RetryBudget budget, int count) {
        for (int i = 0; i < count; i++) {
            budget.request(now);
        }
    }

    private int withdrawAll(RetryBudget budget) {
        int tokens = 0;
        while (budget.withdraw(now)) {
            tokens++;
        }
        return tokens;
    }

    @ParameterizedTest
    @CsvSource({ "100,20", "1000,200", "4,0", "5,1", "9,1", "10,2" })
    void each_request_leaves_its_part_of_a_token(int requests, int tokens) {
        RetryBudget budget = new RetryBudget(retries(20, 0), 1);
        requests(budget, requests);
        assertThat(withdrawAll(budget)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({ "10,1,100", "10,2,50", "10,4,25", "1,1,10", "1,3,3", "1,16,1", "1,64,1" })
    void the_least_there_is_comes_of_itself_and_is_split_between_loops(int minPerSecond, int loops, int tokens) {
        assertThat(withdrawAll(new RetryBudget(retries(20, minPerSecond), loops))).isEqualTo(tokens);
    }

    @Test
    void with_nothing_allowed_there_is_no_retry() {
        RetryBudget budget = new RetryBudget(retries(0, 0), 2);
        requests(budget, 10_000);
        assertThat(withdrawAll(budget)).isZero();
    }

    @Test
    void both_add_up() {
        RetryBudget budget = new RetryBudget(retries(20, 10), 2);
        requests(budget, 100);
        assertThat(withdrawAll(budget)).isEqualTo(20 + 50);
        requests(budget, 10);
        assertThat(withdrawAll(budget)).isEqualTo(2);
    }

    @Test
    void what_requests_left_is_gone_after_ten_seconds() {
        RetryBudget budget = new RetryBudget(retries(100, 0), 1);
        requests(budget, 3);
        now += 5 * SECOND;
        requests(budget, 2);
        now += 5 * SECOND - 1;
        assertThat(withdrawAll(budget)).isEqualTo(5);

        RetryBudget other = new RetryBudget(retries(100, 0), 1);
        requests(other, 3);
        now += 5 * SECOND;
        requests(other, 2);
        now += 5 * SECOND;
        assertThat(withdrawAll(other)).isEqualTo(2);
        now += 5 * SECOND;
        assertThat(withdrawAll(other)).isZero();
    }

    @Test
    void what_was_withdrawn_is_there_again_after_ten_seconds() {
        RetryBudget budget = new RetryBudget(retries(0, 10), 1);
        assertThat(withdrawAll(budget)).isEqualTo(100);
        now += 9 * SECOND;
        assertThat(withdrawAll(budget)).isZero();
        now += SECOND;
        assertThat(withdrawAll(budget)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = { 10 * SECOND, 11 * SECOND, 25 * SECOND, 3_600 * SECOND, 1_000_000 * SECOND })
    void after_a_long_pause_all_is_as_at_the_beginning(long pause) {
        RetryBudget budget = new RetryBudget(retries(100, 1), 1);
        for (int i = 0; i < 30; i++) {
            requests(budget, 5);
            budget.withdraw(now);
            now += SECOND / 2;
        }
        now += pause;
        assertThat(withdrawAll(budget)).isEqualTo(10);
    }

    @Test
    void steady_traffic_has_a_steady_budget() {
        RetryBudget budget = new RetryBudget(retries(20, 0), 1);
        int withdrawn = 0;
        for (int i = 0; i < 60_000; i++) { // 1,000 requests a second, all of which fail
            now += SECOND / 1000;
            budget.request(now);
            if (budget.withdraw(now)) {
                withdrawn++;
            }
        }
        assertThat(withdrawn).isBetween(11_500, 12_000);
    }

    @Test
    void changed_terms_hold_at_once_and_what_was_withdrawn_stays_so() {
        RetryBudget budget = new RetryBudget(retries(20, 0), 1);
        requests(budget, 100);
        assertThat(withdrawAll(budget)).isEqualTo(20);
        budget.retries(retries(50, 0));
        assertThat(withdrawAll(budget)).isEqualTo(30);
        budget.retries(retries(0, 0));
        assertThat(budget.withdraw(now)).isFalse();
        now += 10 * SECOND;
        budget.retries(retries(0, 2));
        assertThat(withdrawAll(budget)).isEqualTo(20);
    }

    @Test
    void a_clock_that_lags_a_moment_changes_nothing() {
        RetryBudget budget = new RetryBudget(retries(100, 0), 1);
        requests(budget, 5);
        now -= SECOND / 10;
        requests(budget, 5);
        assertThat(withdrawAll(budget)).isEqualTo(10);
    }

    @Test
    void a_request_allocates_nothing() {
        RetryBudget budget = new RetryBudget(retries(20, 10), 1);
        Allocation.assertNone(i -> {
            now += SECOND / 100;
            budget.request(now);
            budget.withdraw(now);
        });
    }
}
