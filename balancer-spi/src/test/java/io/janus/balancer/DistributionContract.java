package io.janus.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** How picks are shared out, for policies that claim to share them out. */
public interface DistributionContract extends PolicyUnderTest {

    /** The smallest fair share that is measured is over 6,000 picks of these: 1 % is its standard deviation under chance. */
    int ATTEMPTS = 100_000;

    /** So many attempts run at once that a policy which counts them can tell weights apart by whole numbers. */
    int CONCURRENCY = 1000;

    /** As many as there are attempts: what a policy hashes is always new. */
    int CLIENTS = 100_000;

    @Test
    default void equal_endpoints_get_equal_shares() {
        assumeThat(spreads()).as("the policy claims to spread").isTrue();
        TestSnapshot snapshot = TestSnapshot.of(10);
        int[] picks = TestTraffic.of(CLIENTS, CONCURRENCY, 1, 1).send(ATTEMPTS, picker(snapshot), snapshot);
        assertSharesFollowWeights(picks, snapshot);
    }

    @Test
    default void equal_endpoints_get_equal_shares_from_several_loops() {
        assumeThat(spreads()).as("the policy claims to spread").isTrue();
        TestSnapshot snapshot = TestSnapshot.of(10);
        int[] picks = TestTraffic.of(CLIENTS, CONCURRENCY, 4, 2).send(ATTEMPTS, balancer(4).update(snapshot), snapshot);
        assertSharesFollowWeights(picks, snapshot);
    }

    @Test
    default void each_of_a_thousand_endpoints_gets_traffic_and_none_gets_twice_its_share() {
        assumeThat(spreads()).as("the policy claims to spread").isTrue();
        TestSnapshot snapshot = TestSnapshot.of(1000);
        int[] picks = TestTraffic.of(CLIENTS, CONCURRENCY, 1, 3).send(ATTEMPTS, picker(snapshot), snapshot);
        // 100 picks each, and under chance a standard deviation of 10
        assertThat(IntStream.of(picks)).allMatch(share -> share > 20 && share < 200);
    }

    @Test
    default void shares_follow_weights() {
        assumeThat(weighted()).as("the policy claims to honour weights").isTrue();
        TestSnapshot snapshot = TestSnapshot.weighted(100, 200, 300, 400);
        int[] picks = TestTraffic.of(CLIENTS, CONCURRENCY, 1, 4).send(ATTEMPTS, picker(snapshot), snapshot);
        assertSharesFollowWeights(picks, snapshot);
    }

    @Test
    default void shares_follow_large_weights_without_a_common_divisor() {
        assumeThat(weighted()).as("the policy claims to honour weights").isTrue();
        TestSnapshot snapshot = TestSnapshot.weighted(99_991, 50_021, 25_013, 12_503);
        int[] picks = TestTraffic.of(CLIENTS, CONCURRENCY, 1, 5).send(ATTEMPTS, picker(snapshot), snapshot);
        assertSharesFollowWeights(picks, snapshot);
    }

    @Test
    default void the_heaviest_of_very_many_gets_its_share() {
        assumeThat(weighted()).as("the policy claims to honour weights").isTrue();
        int[] weights = new int[200];
        Arrays.fill(weights, 100);
        weights[77] = 19_900;
        TestSnapshot snapshot = TestSnapshot.weighted(weights);
        // a hundred attempts run on each light one, so that one more or less of them is within the tolerance
        int concurrency = 40_000;
        int[] picks = TestTraffic.of(CLIENTS, concurrency, 1, 6).send(ATTEMPTS, picker(snapshot), snapshot);
        assertThat((double) picks[77]).isCloseTo(ATTEMPTS / 2.0, within(ATTEMPTS / 2.0 * tolerance()));
    }

    @Test
    default void an_endpoint_with_much_in_flight_gets_less() {
        assumeThat(loadAware()).as("the policy claims to watch load").isTrue();
        for (int endpoints : new int[] { 2, 10, 100 }) {
            TestSnapshot snapshot = TestSnapshot.of(endpoints);
            snapshot.endpoint(1).inFlight(100_000);
            int attempts = 1000 * endpoints;
            int[] picks = TestTraffic.of(CLIENTS, CONCURRENCY, 1, 7).send(attempts, picker(snapshot), snapshot);
            assertThat(picks[1]).as("picks of the loaded one of %s, where 1000 are a fair share", endpoints).isLessThan(500);
        }
    }

    @Test
    default void a_client_keeps_its_endpoint() {
        assumeThat(hashes()).as("the policy claims to hash").isTrue();
        TestSnapshot snapshot = TestSnapshot.of(10);
        Balancer balancer = balancer(2);
        Picker picker = balancer.update(snapshot);
        Picker samePolicy = balancer.update(snapshot.first(10));
        Picker afterRestart = balancer(2).update(TestSnapshot.of(10));
        for (int client = 0; client < 1000; client++) {
            TestPickRequest request = TestPickRequest.seeded(client).client(TestPickRequest.clientAddress(client))
                    .hashKey(client);
            int picked = picker.pick(request);
            assertThat(picker.pick(request)).as("the next pick").isEqualTo(picked);
            assertThat(picker.pick(request.loop(1))).as("on another loop").isEqualTo(picked);
            assertThat(samePolicy.pick(request)).as("after an update that changed nothing").isEqualTo(picked);
            assertThat(afterRestart.pick(request)).as("after a restart").isEqualTo(picked);
        }
    }

    private void assertSharesFollowWeights(int[] picks, TestSnapshot snapshot) {
        double weights = IntStream.range(0, snapshot.size()).mapToLong(snapshot::weight).sum();
        double attempts = IntStream.of(picks).sum();
        for (int i = 0; i < picks.length; i++) {
            double fair = attempts * snapshot.weight(i) / weights;
            assertThat((double) picks[i]).as("picks of endpoint %s of weight %s", i, snapshot.weight(i)).isCloseTo(fair,
                    within(fair * tolerance()));
        }
    }
}
