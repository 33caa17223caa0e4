package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContract;
import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Picker;
import io.janus.balancer.TestPickRequest;
import io.janus.balancer.TestSnapshot;

class RoundRobinTest {

    @Test
    void a_loop_takes_the_turns_in_their_order_again_and_again() {
        Picker picker = RoundRobin.startingAt(0, 1).update(TestSnapshot.weighted(500, 100, 100));
        assertThat(picks(picker, 0, 14)).containsExactly(0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0);
    }

    @Test
    void weights_are_exact_over_a_full_sequence_wherever_it_begins() {
        Picker picker = RoundRobin.startingAt(3, 1).update(TestSnapshot.weighted(1000, 300, 700));
        for (int sequence = 0; sequence < 5; sequence++) {
            assertThat(shares(picks(picker, 0, 20), 3)).containsExactly(10, 3, 7);
        }
    }

    @Test
    void loops_start_at_different_offsets() {
        Picker picker = RoundRobin.startingAt(0, 4).update(TestSnapshot.of(8));
        List<Integer> first = IntStream.range(0, 4).mapToObj(loop -> picks(picker, loop, 1).get(0)).toList();
        assertThat(first).containsExactly(0, 2, 4, 6);
    }

    @Test
    void loops_still_differ_when_a_single_endpoint_gets_company() {
        Balancer balancer = RoundRobin.startingAt(0, 4);
        Picker alone = balancer.update(TestSnapshot.of(1));
        IntStream.range(0, 4).forEach(loop -> assertThat(picks(alone, loop, 10)).containsOnly(0));
        Picker together = balancer.update(TestSnapshot.of(8));
        assertThat(IntStream.range(0, 4).mapToObj(loop -> picks(together, loop, 1).get(0))).doesNotHaveDuplicates();
    }

    @Test
    void one_loop_does_not_move_another() {
        Picker picker = RoundRobin.startingAt(0, 2).update(TestSnapshot.of(4));
        picks(picker, 1, 3);
        assertThat(picks(picker, 0, 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void a_change_of_membership_does_not_start_the_turns_anew() {
        Balancer balancer = RoundRobin.startingAt(0, 1);
        TestSnapshot snapshot = TestSnapshot.of(3);
        assertThat(picks(balancer.update(snapshot), 0, 2)).containsExactly(0, 1);
        assertThat(picks(balancer.update(snapshot.first(3)), 0, 2)).containsExactly(2, 0);
    }

    @Test
    void a_refused_endpoint_passes_its_turn_to_the_next_and_the_others_stay_even() {
        Picker picker = RoundRobin.startingAt(0, 1).update(TestSnapshot.of(4));
        TestPickRequest request = TestPickRequest.seeded(1).refuse(1);
        List<Integer> picks = IntStream.range(0, 9).mapToObj(i -> picker.pick(request)).toList();
        assertThat(picks).containsExactly(0, 2, 3, 0, 2, 3, 0, 2, 3);
    }

    @Test
    void when_most_are_refused_the_few_share_by_weight() {
        int[] weights = IntStream.range(0, 1000).map(i -> i == 10 ? 300 : 100).toArray();
        Picker picker = RoundRobin.startingAt(0, 1).update(TestSnapshot.weighted(weights));
        TestPickRequest request = TestPickRequest.seeded(2);
        IntStream.range(0, 1000).filter(i -> i != 10 && i != 11).forEach(request::refuse);
        long heavier = IntStream.range(0, 10_000).map(i -> picker.pick(request)).filter(picked -> picked == 10).count();
        // three of four, where the standard deviation is 43
        assertThat(heavier).isBetween(7_000L, 8_000L);
    }

    @Test
    void the_largest_position_there_is_leads_to_an_endpoint_and_on_from_there() {
        for (int start : new int[] { Integer.MAX_VALUE, Integer.MAX_VALUE - 1 }) {
            Picker picker = RoundRobin.startingAt(start, 3).update(TestSnapshot.of(7));
            for (int loop = 0; loop < 3; loop++) {
                assertThat(shares(picks(picker, loop, 70), 7)).containsOnly(10);
            }
        }
    }

    @Test
    void positions_stay_inside_the_sequence_so_that_no_number_of_picks_overflows_them() {
        LoopPositions positions = new LoopPositions(1, Integer.MAX_VALUE);
        positions.move(0, 5);
        assertThat(positions.of(0)).isEqualTo(5);
        Balancer balancer = RoundRobin.startingAt(Integer.MAX_VALUE, 1);
        Picker picker = balancer.update(TestSnapshot.of(3));
        // 2^31 - 1 is 1 modulo 3: the turn is its remainder, and then they follow each other without a jump
        assertThat(picks(picker, 0, 7)).containsExactly(1, 2, 0, 1, 2, 0, 1);
    }

    /** The kit again, from a position at which a counter would overflow. */
    @Nested
    class FromTheLargestPosition extends BalancerContract {

        @Override
        public BalancerFactory factory() {
            return context -> RoundRobin.startingAt(Integer.MAX_VALUE, context.loops());
        }

        @Override
        public boolean weighted() {
            return true;
        }
    }

    private static List<Integer> picks(Picker picker, int loop, int count) {
        TestPickRequest request = TestPickRequest.seeded(1).loop(loop);
        return IntStream.range(0, count).mapToObj(i -> picker.pick(request)).toList();
    }

    private static int[] shares(List<Integer> picks, int endpoints) {
        int[] shares = new int[endpoints];
        picks.forEach(picked -> shares[picked]++);
        return shares;
    }
}
