package io.janus.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

/** What a picker must bear being told. */
public interface ObserveContract extends PolicyUnderTest {

    @Test
    default void every_outcome_with_any_latency_is_borne() {
        Picker picker = picker(TestSnapshot.of(3));
        TestPickRequest request = TestPickRequest.seeded(1);
        for (Outcome outcome : Outcome.values()) {
            for (long latencyNanos : new long[] { 0, 1, 1_000_000, Long.MAX_VALUE / 2, Long.MAX_VALUE }) {
                int picked = picker.pick(request);
                assertThatCode(() -> picker.observe(picked, outcome, latencyNanos)).as("%s after %s ns", outcome, latencyNanos)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(picker.pick(request)).isBetween(0, 2);
    }

    @Test
    default void outcomes_of_endpoints_that_the_picker_never_picked_are_borne() {
        // the runtime puts a random endpoint in the place of a bad answer, and tells its outcome
        Picker picker = picker(TestSnapshot.of(50));
        for (int index = 0; index < 50; index++) {
            int told = index;
            assertThatCode(() -> picker.observe(told, Outcome.TIMEOUT, 1_000)).doesNotThrowAnyException();
        }
        assertThat(picker.pick(TestPickRequest.seeded(2))).isBetween(0, 49);
    }

    @Test
    default void outcomes_in_any_order_are_borne() {
        TestSnapshot snapshot = TestSnapshot.of(10);
        Picker picker = picker(snapshot);
        TestPickRequest request = TestPickRequest.seeded(3);
        SplittableRandom random = new SplittableRandom(3);
        Outcome[] outcomes = Outcome.values();
        int[] picked = new int[1000];
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < picked.length; i++) {
                picked[i] = picker.pick(request);
                assertThat(picked[i]).isBetween(0, 9);
            }
            for (int i = picked.length - 1; i >= 0; i--) {
                picker.observe(picked[i], outcomes[random.nextInt(outcomes.length)], random.nextLong(Long.MAX_VALUE));
            }
        }
    }

    @Test
    default void outcomes_reach_the_picker_that_picked_long_after_it_was_replaced() {
        Balancer balancer = balancer(1);
        TestSnapshot before = TestSnapshot.of(20);
        Picker old = balancer.update(before);
        int picked = old.pick(TestPickRequest.seeded(4));
        Picker current = balancer.update(before.without(picked));
        for (Outcome outcome : Outcome.values()) {
            assertThatCode(() -> old.observe(picked, outcome, 1_000)).doesNotThrowAnyException();
            assertThatCode(() -> old.observe(19, outcome, 1_000)).doesNotThrowAnyException();
        }
        assertThat(current.pick(TestPickRequest.seeded(5))).isBetween(0, 18);
    }

    @Test
    default void no_endpoint_is_given_up_for_ever_because_of_its_failures() {
        // taking endpoints out is the work of probes and ejection: a policy that does it too leaves none for anyone
        Picker picker = picker(TestSnapshot.of(2));
        TestPickRequest request = TestPickRequest.seeded(6);
        for (int i = 0; i < 1000; i++) {
            picker.observe(0, Outcome.CONNECT_FAILURE, 1_000);
            picker.observe(1, Outcome.CONNECT_FAILURE, 1_000);
        }
        assertThat(picker.pick(request.acceptOnly(0, 2))).isZero();
        assertThat(picker.pick(request.acceptOnly(1, 2))).isEqualTo(1);
    }
}
