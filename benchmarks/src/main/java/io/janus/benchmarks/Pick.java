package io.janus.benchmarks;

import java.util.Objects;
import java.util.SplittableRandom;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.janus.balancer.Picker;
import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.state.BackendState;

/**
 * One pick: what a policy itself costs. The design allows 50 ns and no byte at 1,000 endpoints. What the data plane adds to it
 * is in {@link AttemptOnEndpoint}.
 */
public class Pick extends NanosPerCall {

    /** What the endpoints are like. */
    public enum Endpoints {
        /** All have the same weight, and all are accepted. */
        EQUAL,
        /** Weights 1 to 5, and all are accepted. */
        WEIGHTED,
        /** A third, at random, is not accepted: tried before, or full. */
        THIRD_REFUSED
    }

    @Param({ "round-robin", "random", "least-request", "ip-hash" })
    public String policy = "round-robin";

    @Param({ "3", "100", "1000" })
    public int count = 3;

    @Param
    public Endpoints endpoints = Endpoints.EQUAL;

    private Picker picker;
    private boolean[] refused;
    private FirstAttempts requests;

    @Setup
    public void publish() {
        BackendState backend = PublishedBackend.of(BuiltInBalancers.byName(), policy, count,
                number -> endpoints == Endpoints.WEIGHTED ? 1 + number % 5 : 1);
        picker = Objects.requireNonNull(backend.picker(), "all endpoints are eligible");
        refused = new boolean[count];
        if (endpoints == Endpoints.THIRD_REFUSED) {
            refuse(count / 3);
        }
        requests = new FirstAttempts(refused);
    }

    private void refuse(int howMany) {
        SplittableRandom random = new SplittableRandom(1);
        for (int left = howMany; left > 0;) {
            int index = random.nextInt(count);
            left -= refused[index] ? 0 : 1;
            refused[index] = true;
        }
    }

    @Benchmark
    public int pick() {
        return picker.pick(requests.next());
    }

    boolean isRefused(int index) {
        return refused[index];
    }
}
