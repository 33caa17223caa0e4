package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.balancer.BalancerContract;
import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Picker;
import io.janus.balancer.TestContext;
import io.janus.balancer.TestPickRequest;
import io.janus.balancer.TestSnapshot;

class LeastRequestTest {

    private static final int PICKS = 10_000;

    @Test
    void of_few_endpoints_the_least_loaded_is_always_picked() {
        TestSnapshot snapshot = TestSnapshot.of(5);
        loads(snapshot, 4, 3, 7, 2, 9);
        assertThat(shares(picker(snapshot, 2), TestPickRequest.seeded(1), 5)).containsExactly(0, 0, 0, PICKS, 0);
    }

    @Test
    void the_load_is_read_anew_for_every_pick() {
        TestSnapshot snapshot = TestSnapshot.of(2);
        Picker picker = picker(snapshot, 2);
        TestPickRequest request = TestPickRequest.seeded(2);
        loads(snapshot, 1, 0);
        assertThat(picker.pick(request)).isEqualTo(1);
        loads(snapshot, 1, 2);
        assertThat(picker.pick(request)).isZero();
    }

    @Test
    void the_least_loaded_that_is_not_accepted_is_passed_over() {
        TestSnapshot snapshot = TestSnapshot.of(3);
        loads(snapshot, 0, 5, 4);
        assertThat(picker(snapshot, 2).pick(TestPickRequest.seeded(3).refuse(0))).isEqualTo(2);
    }

    /** Two beside each other and one far away: none of them may get what those before it would have got. */
    @Test
    void where_few_of_many_are_accepted_each_gets_a_part() {
        TestSnapshot snapshot = TestSnapshot.of(1000);
        TestPickRequest request = TestPickRequest.seeded(9);
        IntStream.range(0, 1000).filter(i -> i != 500 && i != 501 && i != 900).forEach(request::refuse);

        int[] shares = shares(picker(snapshot, 2), request, 1000);

        assertThat(shares[500] + shares[501] + shares[900]).isEqualTo(PICKS);
        assertThat(IntStream.of(shares[500], shares[501], shares[900])).allMatch(share -> share > PICKS / 6);
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 3, 8, 9, 20 })
    void equals_are_picked_at_random_and_equally_often(int endpoints) {
        TestSnapshot snapshot = TestSnapshot.of(endpoints);
        double fair = (double) PICKS / endpoints;
        // eight standard deviations
        int off = (int) (8 * Math.sqrt(fair));
        assertThat(IntStream.of(shares(picker(snapshot, 2), TestPickRequest.seeded(4), endpoints)))
                .allMatch(share -> Math.abs(share - fair) < off);
    }

    @Test
    void load_is_for_each_unit_of_weight() {
        TestSnapshot snapshot = TestSnapshot.weighted(500, 100);
        Picker picker = picker(snapshot, 2);
        TestPickRequest request = TestPickRequest.seeded(5);
        loads(snapshot, 4, 1);
        assertThat(picker.pick(request)).as("4/5 against 1/1").isZero();
        loads(snapshot, 6, 1);
        assertThat(picker.pick(request)).as("6/5 against 1/1").isEqualTo(1);
    }

    @Test
    void while_nothing_is_in_flight_each_endpoint_gets_its_part_by_weight() {
        int[] shares = shares(picker(TestSnapshot.weighted(500, 100), 2), TestPickRequest.seeded(10), 2);
        // one pick of six, within seven standard deviations at the least
        assertThat(shares[1] / (double) (shares[0] + shares[1])).isBetween(1 / 6d - 0.03, 1 / 6d + 0.03);
    }

    @Test
    void loads_of_the_largest_numbers_do_not_overflow() {
        TestSnapshot snapshot = TestSnapshot.weighted(100_000, 100_000);
        loads(snapshot, Integer.MAX_VALUE, Integer.MAX_VALUE - 1);
        assertThat(picker(snapshot, 2).pick(TestPickRequest.seeded(6))).isEqualTo(1);
    }

    @Test
    void of_many_endpoints_the_most_loaded_is_never_picked() {
        // whoever is compared with it is better: it cannot be drawn twice
        TestSnapshot snapshot = TestSnapshot.of(20);
        snapshot.endpoint(7).inFlight(1);
        assertThat(shares(picker(snapshot, 2), TestPickRequest.seeded(7), 20)[7]).isZero();
    }

    @Test
    void of_many_endpoints_the_worst_that_all_choices_can_miss_are_never_picked() {
        TestSnapshot snapshot = TestSnapshot.of(20);
        IntStream.range(0, 4).forEach(i -> snapshot.endpoint(i).inFlight(1));
        int[] shares = shares(picker(snapshot, 5), TestPickRequest.seeded(8), 20);
        assertThat(shares).startsWith(0, 0, 0, 0);
    }

    @Test
    void two_choices_find_one_idle_endpoint_of_twenty_as_often_as_they_draw_it() {
        TestSnapshot snapshot = TestSnapshot.of(20);
        IntStream.range(0, 19).forEach(i -> snapshot.endpoint(i).inFlight(1));
        // two of twenty without replacement: one pick of ten, with a standard deviation of 30
        assertThat(shares(picker(snapshot, 2), TestPickRequest.seeded(9), 20)[19]).isBetween(760, 1240);
    }

    @Test
    void with_very_uneven_weights_the_heavy_one_is_still_compared_with_others() {
        int[] weights = IntStream.range(0, 20).map(i -> i == 0 ? 100_000 : 100).toArray();
        TestSnapshot snapshot = TestSnapshot.weighted(weights);
        snapshot.endpoint(0).inFlight(2_000);
        assertThat(shares(picker(snapshot, 2), TestPickRequest.seeded(10), 20)[0]).isZero();
    }

    @Test
    void when_fewer_are_accepted_than_there_are_choices_the_least_loaded_of_them_is_picked() {
        TestSnapshot snapshot = TestSnapshot.of(1000);
        snapshot.endpoint(300).inFlight(1);
        TestPickRequest request = TestPickRequest.seeded(11).refuseAll(1000);
        Picker picker = picker(snapshot, 4);
        assertThat(picker.pick(request.acceptOnly(300, 1000))).isEqualTo(300);
        TestPickRequest two = TestPickRequest.seeded(12);
        IntStream.range(0, 1000).filter(i -> i != 300 && i != 301).forEach(two::refuse);
        assertThat(shares(picker, two, 1000)[301]).isEqualTo(PICKS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "17", "-2", "two", "", "2.5", "99999999999" })
    void a_bad_number_of_choices_is_refused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeastRequest.create(TestContext.plain().options(Map.of("choices", value))))
                .withMessage("The option choices (\"" + value
                        + "\") of the policy least-request must be a whole number from 2 to 16. Maybe leave it out: then it is 2.");
    }

    @Nested
    class WithTheMostChoices extends BalancerContract {

        @Override
        public BalancerFactory factory() {
            return LeastRequest::create;
        }

        @Override
        public Map<String, String> options() {
            return Map.of("choices", "16");
        }

        @Override
        public boolean weighted() {
            return true;
        }

        @Override
        public boolean loadAware() {
            return true;
        }
    }

    private static Picker picker(TestSnapshot snapshot, int choices) {
        return LeastRequest.create(TestContext.plain().options(Map.of("choices", "" + choices))).update(snapshot);
    }

    private static void loads(TestSnapshot snapshot, int... inFlight) {
        for (int i = 0; i < inFlight.length; i++) {
            snapshot.endpoint(i).inFlight(inFlight[i]);
        }
    }

    private static int[] shares(Picker picker, TestPickRequest request, int endpoints) {
        int[] shares = new int[endpoints];
        for (int i = 0; i < PICKS; i++) {
            shares[picker.pick(request)]++;
        }
        return shares;
    }
}
