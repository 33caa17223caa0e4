package io.janus.balancer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The kit has teeth: each of its rules is broken here by a policy of a few lines, and the kit says so. */
class KitRejectsBrokenPoliciesTest {

    /** Written and read by the test's thread only; a field, so that the JVM cannot prove that nobody sees the array. */
    private byte[] garbage = new byte[0];

    @Test
    void a_policy_that_ignores_acceptance() {
        BalancerContract kit = kit(context -> snapshot -> request -> 0);
        assertRejected(kit::every_answer_is_an_accepted_endpoint_whatever_is_accepted);
        assertRejected(kit::none_is_the_answer_when_no_endpoint_is_accepted);
        assertRejected(kit::the_only_accepted_endpoint_of_many_is_found);
        assertRejected(kit::a_picker_recovers_after_nothing_was_accepted);
    }

    @Test
    void a_policy_that_gives_up_too_early() {
        BalancerContract kit = kit(context -> snapshot -> request -> {
            int drawn = request.random().nextInt(snapshot.endpoints().size());
            return request.accepts(drawn) ? drawn : Picker.NONE;
        });
        assertRejected(kit::every_answer_is_an_accepted_endpoint_whatever_is_accepted);
        assertRejected(kit::the_only_accepted_endpoint_of_many_is_found);
    }

    @Test
    void a_policy_that_sends_everything_to_the_first() {
        BalancerContract kit = kit(context -> snapshot -> request -> 0);
        assertRejected(kit::equal_endpoints_get_equal_shares);
        assertRejected(kit::equal_endpoints_get_equal_shares_from_several_loops);
        assertRejected(kit::each_of_a_thousand_endpoints_gets_traffic_and_none_gets_twice_its_share);
        assertRejected(kit::an_added_endpoint_is_picked);
        assertRejected(kit::frequent_changes_do_not_pile_traffic_on_one_endpoint);
    }

    @Test
    void a_policy_that_claims_what_it_does_not_do() {
        BalancerContract kit = kit(
                context -> snapshot -> request -> ThreadLocalRandom.current().nextInt(snapshot.endpoints().size()));
        assertRejected(kit::shares_follow_weights);
        assertRejected(kit::shares_follow_large_weights_without_a_common_divisor);
        assertRejected(kit::the_heaviest_of_very_many_gets_its_share);
        assertRejected(kit::an_endpoint_with_much_in_flight_gets_less);
        assertRejected(kit::a_client_keeps_its_endpoint);
    }

    @Test
    void a_policy_that_keeps_indexes_of_an_older_snapshot() {
        BalancerContract kit = kit(context -> {
            AtomicInteger largest = new AtomicInteger();
            return snapshot -> {
                largest.accumulateAndGet(snapshot.endpoints().size(), Math::max);
                return request -> request.random().nextInt(largest.get());
            };
        });
        assertRejected(kit::removed_endpoints_are_not_picked_any_more);
        assertRejected(kit::a_balancer_lives_through_hundreds_of_changes);
        assertThatThrownBy(kit::loops_pick_while_memberships_change).hasRootCauseInstanceOf(AssertionError.class);
    }

    @Test
    void a_policy_whose_picker_changes_under_those_who_hold_it() {
        BalancerContract kit = kit(context -> {
            AtomicInteger size = new AtomicInteger();
            return snapshot -> {
                size.set(snapshot.endpoints().size());
                return request -> size.get() - 1;
            };
        });
        assertThatThrownBy(kit::loops_pick_while_memberships_change).hasRootCauseInstanceOf(AssertionError.class);
    }

    @Test
    void a_factory_that_keeps_its_balancers_by_backend() {
        Map<String, Balancer> kept = new HashMap<>();
        BalancerContract kit = kit(context -> kept.computeIfAbsent(context.backend(), backend -> {
            AtomicInteger updates = new AtomicInteger();
            return snapshot -> {
                updates.incrementAndGet();
                return request -> 0;
            };
        }));
        assertRejected(kit::each_balancer_is_a_new_one_unless_it_holds_nothing);
    }

    @Test
    void a_factory_whose_balancers_share_state() {
        AtomicInteger size = new AtomicInteger();
        BalancerContract kit = kit(context -> snapshot -> {
            size.accumulateAndGet(snapshot.endpoints().size(), Math::max);
            return request -> size.get() - 1;
        });
        assertRejected(kit::two_backends_do_not_disturb_each_other);
    }

    @Test
    void a_counter_that_overflows_into_negative_indexes() {
        AtomicInteger next = new AtomicInteger(Integer.MAX_VALUE - 10);
        BalancerContract kit = kit(context -> snapshot -> request -> next.getAndIncrement() % snapshot.endpoints().size());
        assertRejected(kit::equal_endpoints_get_equal_shares);
    }

    @Test
    void a_policy_that_allocates() {
        BalancerContract kit = kit(context -> snapshot -> new Picker() {
            @Override
            public int pick(PickRequest request) {
                garbage = new byte[1];
                return 0;
            }

            @Override
            public void observe(int index, Outcome outcome, long latencyNanos) {
                if (latencyNanos % 1000 == 0) {
                    garbage = new byte[1];
                }
            }
        });
        assertRejected(kit::a_pick_allocates_nothing);
        assertRejected(kit::a_pick_allocates_nothing_when_few_endpoints_are_accepted);
        assertRejected(kit::an_outcome_allocates_nothing);
    }

    @Test
    void a_policy_that_cannot_bear_an_outcome() {
        BalancerContract kit = kit(context -> snapshot -> new Picker() {
            @Override
            public int pick(PickRequest request) {
                return 0;
            }

            @Override
            public void observe(int index, Outcome outcome, long latencyNanos) {
                throw new IllegalStateException("never picked " + index + " in " + latencyNanos);
            }
        });
        assertRejected(kit::every_outcome_with_any_latency_is_borne);
        assertRejected(kit::outcomes_of_endpoints_that_the_picker_never_picked_are_borne);
        assertRejected(kit::outcomes_reach_the_picker_that_picked_long_after_it_was_replaced);
        assertThatThrownBy(kit::outcomes_in_any_order_are_borne).isInstanceOf(IllegalStateException.class);
    }

    private static void assertRejected(ThrowingCallable rule) {
        assertThatThrownBy(rule).isInstanceOf(AssertionError.class);
    }

    /** The kit over a policy that claims everything. */
    private static BalancerContract kit(BalancerFactory factory) {
        return new BalancerContract() {
            @Override
            public BalancerFactory factory() {
                return factory;
            }

            @Override
            public boolean weighted() {
                return true;
            }

            @Override
            public boolean loadAware() {
                return true;
            }

            @Override
            public boolean hashes() {
                return true;
            }
        };
    }
}
