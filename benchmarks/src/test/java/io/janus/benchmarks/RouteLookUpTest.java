package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.janus.proxy.route.RouteTable;

class RouteLookUpTest {

    @ParameterizedTest
    @EnumSource
    void each_request_finds_the_route_it_is_for(RouteKind kind) {
        for (int routes : new int[] { 10, 1000, 10_000 }) {
            RouteLookUp benchmark = benchmark(kind, routes);

            for (RoutePlan.Request request : benchmark.requests()) {
                assertThat(benchmark.lookUp()).isEqualTo(request.expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void requests_are_for_routes_anywhere_in_the_list(RouteKind kind) {
        int[] expected = Arrays.stream(benchmark(kind, 1000).requests()).mapToInt(request -> request.expected).toArray();

        assertThat(Arrays.stream(expected).boxed().distinct()).anyMatch(route -> route < 100).anyMatch(route -> route >= 900)
                .hasSizeGreaterThan(100);
    }

    @Test
    void a_miss_finds_nothing() {
        assertThat(benchmark(RouteKind.NONE, 10).lookUp()).isEqualTo(RouteTable.NONE);
    }

    private static RouteLookUp benchmark(RouteKind kind, int routes) {
        RouteLookUp benchmark = new RouteLookUp();
        benchmark.kind = kind;
        benchmark.routes = routes;
        benchmark.compile();
        return benchmark;
    }
}
