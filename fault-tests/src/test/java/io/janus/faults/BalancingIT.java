package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Crowd;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;

/** Who gets how much, counted by the endpoints. */
class BalancingIT {

    private static final int CLIENTS = 16;

    @Test
    void weights_hold_within_a_percent() throws Exception {
        try (FaultBed bed = new FaultBed("weights", 3).serve(with -> new JanusYaml()
                .backend(JanusYaml.DEFAULT_BACKEND, List.of(), "balancer: { type: round-robin }")
                .endpoint(JanusYaml.DEFAULT_BACKEND, with.endpoint(1), 5)
                .endpoint(JanusYaml.DEFAULT_BACKEND, with.endpoint(2), 3)
                .endpoint(JanusYaml.DEFAULT_BACKEND, with.endpoint(3), 1))) {
            List<Long> before = counts(bed);

            assertThat(Crowd.send(bed.client(), CLIENTS, 9000, i -> Ask.get(100))).allMatch(Entry::isGood);

            List<Long> after = counts(bed);
            bed.measured("after " + after + ", before " + before);
            List<Long> wanted = List.of(5000L, 3000L, 1000L);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(after.get(i) - before.get(i)).isCloseTo(wanted.get(i), withinPercentage(1));
            }
            bed.judge(Rules.DEFAULT);
        }
    }

    @Test
    void with_least_request_an_endpoint_twenty_times_slower_gets_less_than_a_fifth_of_its_share() throws Exception {
        int requests = 600;
        try (FaultBed bed = new FaultBed("slow-endpoint", 4).serve(with -> new JanusYaml()
                .backend(JanusYaml.DEFAULT_BACKEND, with.endpoints(), "balancer: { type: least-request }"))) {
            List<Long> before = counts(bed);
            for (EndpointProcess endpoint : bed.endpoints()) {
                endpoint.control("delay 100");
            }
            bed.endpoint(4).control("delay 2000");

            assertThat(Crowd.send(bed.client(), CLIENTS, requests, i -> Ask.get(100))).allMatch(Entry::isGood);

            long slow = counts(bed).get(3) - before.get(3);
            bed.measured("of " + requests + " the slow one got " + slow);
            assertThat(slow).isPositive().isLessThan(requests / 4 / 5);
            bed.judge(Rules.DEFAULT);
        }
    }

    private static List<Long> counts(FaultBed bed) {
        return bed.endpoints().stream().map(bed::requests).toList();
    }
}
