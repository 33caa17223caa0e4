package io.janus.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** What happens when endpoints come and go. */
public interface MembershipContract extends PolicyUnderTest {

    @Test
    default void removed_endpoints_are_not_picked_any_more() {
        TestSnapshot snapshot = TestSnapshot.of(10);
        Balancer balancer = balancer(1);
        TestTraffic traffic = TestTraffic.of(1000, 10, 1, 1);
        traffic.send(1000, balancer.update(snapshot), snapshot);
        while (snapshot.size() > 1) {
            snapshot = snapshot.without(snapshot.size() / 2);
            // the traffic fails the test on an index that the smaller snapshot does not have
            assertThat(traffic.send(1000, balancer.update(snapshot), snapshot)).hasSize(snapshot.size());
        }
    }

    @Test
    default void an_added_endpoint_is_picked() {
        assumeThat(spreads()).as("the policy claims to spread").isTrue();
        TestSnapshot snapshot = TestSnapshot.of(5);
        Balancer balancer = balancer(1);
        TestTraffic traffic = TestTraffic.of(1000, 10, 1, 2);
        traffic.send(1000, balancer.update(snapshot), snapshot);
        TestEndpoint added = TestEndpoint.numbered(5);
        TestSnapshot grown = snapshot.with(added, BackendSnapshot.WEIGHT_UNIT);
        int[] picks = traffic.send(1000, balancer.update(grown), grown);
        assertThat(grown.endpoint(5)).isSameAs(added);
        assertThat(picks[5]).isPositive();
    }

    @Test
    default void a_balancer_lives_through_hundreds_of_changes() {
        TestSnapshot all = TestSnapshot.of(30);
        Balancer balancer = balancer(1);
        SplittableRandom random = new SplittableRandom(3);
        TestTraffic traffic = TestTraffic.of(1000, 5, 1, 3);
        for (int i = 0; i < 300; i++) {
            TestSnapshot snapshot = all.first(1 + random.nextInt(30));
            assertThat(traffic.send(20, balancer.update(snapshot), snapshot)).hasSize(snapshot.size());
        }
    }

    @Test
    default void frequent_changes_do_not_pile_traffic_on_one_endpoint() {
        assumeThat(spreads()).as("the policy claims to spread").isTrue();
        TestSnapshot snapshot = TestSnapshot.of(10);
        Balancer balancer = balancer(1);
        TestTraffic traffic = TestTraffic.of(1000, 1, 1, 4);
        int[] picks = new int[10];
        for (int i = 0; i < 1000; i++) {
            int[] one = traffic.send(1, balancer.update(snapshot.first(10)), snapshot);
            for (int index = 0; index < 10; index++) {
                picks[index] += one[index];
            }
        }
        // a fair share is 100, and under chance a standard deviation 10; one that starts anew piles all 1,000 on the first
        assertThat(IntStream.of(picks)).allMatch(share -> share < 200);
    }

    @Test
    default void the_picker_of_before_still_answers_for_its_own_snapshot() {
        TestSnapshot before = TestSnapshot.of(20);
        Balancer balancer = balancer(1);
        Picker old = balancer.update(before);
        Picker current = balancer.update(before.first(2));
        TestTraffic traffic = TestTraffic.of(1000, 5, 1, 5);
        for (int i = 0; i < 50; i++) {
            assertThat(traffic.send(20, old, before)).hasSize(20);
            assertThat(traffic.send(20, current, before.first(2))).hasSize(2);
        }
    }

    @Test
    default void two_backends_do_not_disturb_each_other() {
        BalancerFactory factory = factory();
        TestContext context = TestContext.plain().options(options());
        Balancer small = factory.create(context);
        Balancer large = factory.create(context);
        TestSnapshot two = TestSnapshot.of(2);
        TestSnapshot fifty = TestSnapshot.of(50);
        Picker ofTwo = small.update(two);
        Picker ofFifty = large.update(fifty);
        TestTraffic traffic = TestTraffic.of(1000, 5, 1, 6);
        for (int i = 0; i < 50; i++) {
            assertThat(traffic.send(20, ofFifty, fifty)).hasSize(50);
            assertThat(traffic.send(20, ofTwo, two)).hasSize(2);
        }
        small.close();
        assertThat(traffic.send(20, ofFifty, fifty)).hasSize(50);
    }

    @Test
    default void a_balancer_closes_before_and_after_its_first_update() {
        assertThatCode(() -> balancer(1).close()).doesNotThrowAnyException();
        Balancer updated = balancer(1);
        updated.update(TestSnapshot.of(3));
        assertThatCode(updated::close).doesNotThrowAnyException();
    }

    @Test
    default void the_last_picker_answers_and_learns_after_the_close() {
        // event loops hold it until they read the next state, and sessions it picked for end later still
        TestSnapshot snapshot = TestSnapshot.of(3);
        Balancer balancer = balancer(1);
        Picker last = balancer.update(snapshot);
        balancer.close();
        assertThat(TestTraffic.of(10, 5, 1, 7).send(100, last, snapshot)).hasSize(3);
    }
}
