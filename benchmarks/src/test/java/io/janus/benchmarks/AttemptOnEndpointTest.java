package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.janus.balancer.Outcome;
import io.janus.proxy.state.BackendTotals;
import io.janus.proxy.state.ProxyEndpoint;

class AttemptOnEndpointTest {

    private static final int CALLS = 100;

    private final AttemptOnEndpoint benchmark = new AttemptOnEndpoint();

    @BeforeEach
    void publish() {
        benchmark.policy = "least-request";
        benchmark.publish();
    }

    @AfterEach
    void close() {
        benchmark.close();
    }

    @Test
    void each_request_is_served_once_and_leaves_nothing_in_flight() {
        int before = inFlight();

        for (int call = 0; call < CALLS; call++) {
            assertThat(benchmark.served()).isNotNull();
        }

        assertThat(attempts(Outcome.SUCCESS)).isEqualTo(CALLS);
        assertThat(inFlight()).isEqualTo(before);
    }

    @Test
    void the_second_attempt_serves_what_the_first_could_not() {
        for (int call = 1; call <= CALLS; call++) {
            ProxyEndpoint endpoint = benchmark.servedByAnother();

            assertThat(endpoint).isNotNull();
            assertThat(attempts(Outcome.CONNECT_FAILURE)).isEqualTo(call);
            assertThat(attempts(Outcome.SUCCESS)).isEqualTo(call);
        }
    }

    @Test
    void no_policy_fails() {
        for (String policy : new String[] { AttemptOnEndpoint.NO_POLICY, "round-robin", "ip-hash" }) {
            benchmark.close();
            benchmark.policy = policy;
            benchmark.publish();

            benchmark.served();
            benchmark.servedByAnother();

            assertThat(benchmark.backend().totals().counts().total(BackendTotals.Count.POLICY_FAILURE)).isZero();
        }
    }

    private long attempts(Outcome outcome) {
        return benchmark.backend().members().stream().mapToLong(endpoint -> endpoint.attempts().total(outcome)).sum();
    }

    private int inFlight() {
        return benchmark.backend().members().stream().mapToInt(ProxyEndpoint::inFlight).sum();
    }
}
