package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.balancer.Picker;
import io.janus.balancer.Score;
import io.janus.balancer.TestContext;
import io.janus.balancer.TestPickRequest;
import io.janus.balancer.TestSnapshot;

/** What the built-in policies say of endpoints to people. */
class ScoresTest {

    private static Picker picker(String policy, TestSnapshot snapshot) {
        return Objects.requireNonNull(BuiltInBalancers.byName().get(policy)).create(TestContext.plain()).update(snapshot);
    }

    private static double[] values(Picker picker, int endpoints) {
        TestPickRequest request = TestPickRequest.seeded(1);
        return IntStream.range(0, endpoints).mapToObj(i -> picker.score(i, request)).mapToDouble(Score::value).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = { "round-robin", "random", "least-request", "ip-hash" })
    void asking_for_scores_changes_no_pick(String policy) {
        TestSnapshot snapshot = TestSnapshot.of(30);
        Picker asked = picker(policy, snapshot);
        Picker left = picker(policy, snapshot);
        TestPickRequest one = TestPickRequest.seeded(5);
        TestPickRequest other = TestPickRequest.seeded(5);
        for (int i = 0; i < 1000; i++) {
            asked.score(i % 30, TestPickRequest.seeded(i));
            assertThat(asked.pick(one)).isEqualTo(left.pick(other));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 3, 30 })
    void least_request_goes_by_what_is_in_flight_for_each_unit_of_weight(int endpoints) {
        TestSnapshot snapshot = TestSnapshot.of(endpoints);
        snapshot.endpoint(1).attemptBegan();
        snapshot.endpoint(1).attemptBegan();

        double[] scores = values(picker("least-request", snapshot), endpoints);

        assertThat(scores).startsWith(0, 2, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "round-robin", "random" })
    void policies_by_weight_alone_say_the_part_of_each(String policy) {
        assertThat(values(picker(policy, TestSnapshot.of(4)), 4)).containsExactly(25, 25, 25, 25);
    }

    @Test
    void ip_hash_numbers_the_choices_of_the_client() {
        Picker picker = picker("ip-hash", TestSnapshot.of(3));
        TestPickRequest request = TestPickRequest.seeded(1);
        int first = picker.pick(request);

        assertThat(Objects.requireNonNull(picker.score(first, request)).value()).isEqualTo(1);
        int second = picker.pick(TestPickRequest.seeded(1).refuse(first));
        assertThat(Objects.requireNonNull(picker.score(second, request)).value()).isGreaterThan(1);
    }
}
