package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SmoothSequenceTest {

    private static final int PRECISION = 65_536;

    @Test
    void five_to_one_to_one_is_spread_as_evenly_as_nginx_does() {
        assertThat(SmoothSequence.of(new int[] { 5, 1, 1 }, PRECISION)).containsExactly(0, 0, 1, 0, 2, 0, 0);
    }

    @Test
    void equal_weights_take_one_turn_each_in_order() {
        assertThat(SmoothSequence.of(new int[] { 700, 700, 700 }, PRECISION)).containsExactly(0, 1, 2);
    }

    @Test
    void a_single_endpoint_has_every_turn() {
        assertThat(SmoothSequence.of(new int[] { 100_000 }, PRECISION)).containsExactly(0);
    }

    @Test
    void a_common_divisor_makes_the_sequence_no_longer() {
        assertThat(SmoothSequence.of(new int[] { 20_000, 30_000 }, PRECISION)).hasSize(5);
    }

    @Test
    void the_order_is_that_of_smooth_weighted_round_robin_for_any_weights() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 200; run++) {
            int largest = 1 + random.nextInt(30);
            int[] weights = random.ints(1 + random.nextInt(12), 1, largest + 1).toArray();
            int[] sequence = SmoothSequence.of(weights, PRECISION);
            assertThat(sequence).as("weights %s", Arrays.toString(weights)).isEqualTo(naive(weights, sequence.length));
        }
    }

    @Test
    void over_one_sequence_every_endpoint_has_exactly_its_weight_in_turns() {
        int[] weights = { 7, 13, 1, 29, 13 };
        assertThat(turns(SmoothSequence.of(weights, PRECISION), 5)).containsExactly(weights);
    }

    @Test
    void no_endpoint_is_ever_more_than_a_turn_ahead_of_its_share() {
        int[] weights = { 50, 30, 15, 4, 1 };
        int[] sequence = SmoothSequence.of(weights, PRECISION);
        int[] taken = new int[weights.length];
        for (int turn = 0; turn < sequence.length; turn++) {
            taken[sequence[turn]]++;
            for (int i = 0; i < weights.length; i++) {
                double share = (turn + 1.0) * weights[i] / 100;
                assertThat((double) taken[i]).isCloseTo(share, within((double) weights.length / 2));
                assertThat(taken[i] - share).isLessThan(1);
            }
        }
    }

    @Test
    void a_thousand_endpoints_with_the_largest_weights_keep_the_sequence_short_and_their_shares_right() {
        SplittableRandom random = new SplittableRandom(2);
        int[] weights = random.ints(1000, 1, 100_001).toArray();
        int[] sequence = SmoothSequence.of(weights, PRECISION);
        assertThat(sequence.length).isBetween(PRECISION - 1000, PRECISION + 1500);
        int[] turns = turns(sequence, 1000);
        double total = IntStream.of(weights).asLongStream().sum();
        for (int i = 0; i < 1000; i++) {
            assertThat((double) turns[i] / sequence.length).isCloseTo(weights[i] / total, within(1.0 / PRECISION));
        }
    }

    @Test
    void the_lightest_beside_the_heaviest_keeps_a_turn() {
        int[] weights = new int[1000];
        Arrays.fill(weights, 100_000);
        weights[500] = 1;
        assertThat(turns(SmoothSequence.of(weights, PRECISION), 1000)[500]).isEqualTo(1);
    }

    @Test
    void weights_that_round_to_the_same_are_the_same() {
        int[] weights = IntStream.range(0, 1000).map(i -> 100_000 - i % 2).toArray();
        assertThat(SmoothSequence.of(weights, PRECISION)).containsExactly(IntStream.range(0, 1000).toArray());
    }

    private static int[] turns(int[] sequence, int endpoints) {
        int[] turns = new int[endpoints];
        for (int endpoint : sequence) {
            turns[endpoint]++;
        }
        return turns;
    }

    /** The algorithm as it is usually written, one endpoint at a time. */
    private static int[] naive(int[] weights, int turns) {
        int[] current = new int[weights.length];
        int total = IntStream.of(weights).sum();
        return IntStream.range(0, turns).map(turn -> {
            int best = 0;
            for (int i = 0; i < weights.length; i++) {
                current[i] += weights[i];
                if (current[i] > current[best]) {
                    best = i;
                }
            }
            current[best] -= total;
            return best;
        }).toArray();
    }
}
