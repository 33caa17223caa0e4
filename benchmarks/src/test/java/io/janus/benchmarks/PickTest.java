package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

import io.janus.benchmarks.Pick.Endpoints;
import io.janus.proxy.balancers.BuiltInBalancers;

class PickTest {

    /** With 1,024 clients and 100 endpoints at most, each endpoint is some client's. */
    private static final int PICKS = 20_000;

    private static final Set<String> ALIASES = Set.of("weighted-round-robin", "least-connections");

    @Test
    void each_built_in_policy_is_measured() throws NoSuchFieldException {
        Set<String> policies = new TreeSet<>(BuiltInBalancers.byName().keySet());
        policies.removeAll(ALIASES);

        assertThat(policies()).containsExactlyInAnyOrderElementsOf(policies);
        assertThat(AttemptOnEndpoint.class.getField("policy").getAnnotation(Param.class).value())
                .containsAll(policies);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void all_endpoints_are_picked_and_none_that_is_not_accepted(String policy) {
        Pick benchmark = benchmark(policy, 100, Endpoints.THIRD_REFUSED);

        assertThat(picked(benchmark, 100)).filteredOn(picks -> picks > 0).hasSize(67);
        for (int pick = 0; pick < PICKS; pick++) {
            assertThat(benchmark.isRefused(benchmark.pick())).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void weights_are_in_force(String policy) {
        List<Integer> picks = picked(benchmark(policy, 3, Endpoints.WEIGHTED), 3);

        assertThat(picks.get(0)).isPositive().isLessThan(picks.get(2));
        assertThat(picked(benchmark(policy, 3, Endpoints.EQUAL), 3)).doesNotContain(0);
    }

    @Test
    void clients_differ() {
        assertThat(Clients.addresses()).extracting(InetSocketAddress::getAddress).doesNotHaveDuplicates();
    }

    static Stream<String> policies() throws NoSuchFieldException {
        return Arrays.stream(Pick.class.getField("policy").getAnnotation(Param.class).value());
    }

    private static List<Integer> picked(Pick benchmark, int endpoints) {
        int[] picks = new int[endpoints];
        for (int pick = 0; pick < PICKS; pick++) {
            picks[benchmark.pick()]++;
        }
        return Arrays.stream(picks).boxed().toList();
    }

    private static Pick benchmark(String policy, int count, Endpoints endpoints) {
        Pick benchmark = new Pick();
        benchmark.policy = policy;
        benchmark.count = count;
        benchmark.endpoints = endpoints;
        benchmark.publish();
        return benchmark;
    }
}
