package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.balancer.Picker;
import io.janus.balancer.TestPickRequest;
import io.janus.balancer.TestSnapshot;

class WeightsTest {

    @Test
    void weights_are_those_of_the_snapshot() {
        assertThat(Weights.of(TestSnapshot.weighted(100, 7, 100_000))).containsExactly(100, 7, 100_000);
    }

    @Test
    void accepted_endpoints_are_picked_by_weight() {
        TestPickRequest request = TestPickRequest.seeded(1).refuse(1);
        int[] weights = { 100, 500, 300 };
        int[] shares = new int[3];
        IntStream.range(0, 10_000).forEach(i -> shares[Weights.pickAccepted(weights, request)]++);
        assertThat(shares[1]).isZero();
        // three of four, where the standard deviation is 43
        assertThat(shares[2]).isBetween(7_100, 7_900);
    }

    @Test
    void no_endpoint_is_picked_when_none_is_accepted() {
        assertThat(Weights.pickAccepted(new int[] { 1, 2 }, TestPickRequest.seeded(2).refuseAll(2))).isEqualTo(Picker.NONE);
    }

    @Test
    void the_largest_weights_of_very_many_do_not_overflow() {
        int[] weights = IntStream.generate(() -> 100_000).limit(50_000).toArray();
        TestPickRequest request = TestPickRequest.seeded(3);
        assertThat(IntStream.range(0, 1000).map(i -> Weights.pickAccepted(weights, request)))
                .allMatch(picked -> picked >= 0 && picked < 50_000).anyMatch(picked -> picked > 25_000);
    }
}
