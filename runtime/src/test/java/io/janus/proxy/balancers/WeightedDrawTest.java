package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class WeightedDrawTest {

    @Test
    void one_index_is_drawn_from_one_weight() {
        WeightedDraw draw = new WeightedDraw(new int[] { 100_000 });
        assertThat(extremes()).allSatisfy(random -> assertThat(draw.next(random)).isZero());
    }

    @Test
    void every_index_is_in_range_for_the_extreme_random_numbers() {
        WeightedDraw draw = new WeightedDraw(new int[] { 1, 100_000, 3, 77 });
        assertThat(extremes()).allSatisfy(random -> assertThat(draw.next(random)).isBetween(0, 3));
    }

    @Test
    void the_columns_hold_every_weight_exactly() {
        // 2^10 even draws of the upper bits and 2^10 of the lower ones meet every quarter of every column equally often
        int[] weights = { 1, 2, 3, 10 };
        int[] drawn = new int[4];
        WeightedDraw draw = new WeightedDraw(weights);
        for (long high = 0; high < 1 << 10; high++) {
            for (long low = 0; low < 1 << 10; low++) {
                long bits = high << 54 | low << 22;
                drawn[draw.next(constant(bits))]++;
            }
        }
        assertThat(drawn).containsExactly(1 << 16, 2 << 16, 3 << 16, 10 << 16);
    }

    @Test
    void shares_follow_weights_that_differ_by_five_orders_of_magnitude() {
        int[] weights = { 100_000, 10_000, 1_000, 100_000, 1 };
        int[] drawn = new int[5];
        WeightedDraw draw = new WeightedDraw(weights);
        SplittableRandom random = new SplittableRandom(1);
        int draws = 2_000_000;
        for (int i = 0; i < draws; i++) {
            drawn[draw.next(random)]++;
        }
        double total = IntStream.of(weights).sum();
        for (int i = 0; i < 5; i++) {
            double fair = draws / total * weights[i];
            // eight standard deviations
            assertThat((double) drawn[i]).isCloseTo(fair, within(8 * Math.sqrt(fair)));
        }
    }

    @Test
    void the_largest_weights_of_very_many_do_not_overflow() {
        int[] weights = new int[20_000];
        Arrays.fill(weights, 100_000);
        weights[0] = 1;
        WeightedDraw draw = new WeightedDraw(weights);
        SplittableRandom random = new SplittableRandom(2);
        int[] drawn = new int[weights.length];
        for (int i = 0; i < 2_000_000; i++) {
            drawn[draw.next(random)]++;
        }
        // 100 each, with a standard deviation of 10
        assertThat(IntStream.of(drawn).skip(1)).allMatch(share -> share > 20 && share < 200);
        assertThat(drawn[0]).isLessThan(10);
    }

    private static RandomGenerator[] extremes() {
        return new RandomGenerator[] { constant(0), constant(-1), constant(Long.MAX_VALUE), constant(Long.MIN_VALUE),
                constant(0xFFFF_FFFFL), constant(0xFFFF_FFFF_0000_0000L) };
    }

    private static RandomGenerator constant(long bits) {
        return () -> bits;
    }
}
