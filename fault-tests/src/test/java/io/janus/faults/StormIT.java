package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Crowd;
import io.janus.faults.client.Load;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;
import io.janus.faults.process.Scale;

/** All faults in random order over all endpoints, under random traffic. Nothing is expected but that the ledger balances. */
class StormIT {

    private static final int PER_SECOND = 150;
    private static final int ENDPOINTS = 4;

    /** One more than the default, so that the third and its backoff happen too. */
    private static final int ATTEMPTS = 3;

    private static final int CLIENTS = 8;
    private static final int AFTERWARDS = 200;

    static JanusYaml configuration(FaultBed bed, int variant) {
        JanusYaml yaml = new JanusYaml().backend(JanusYaml.DEFAULT_BACKEND, List.of(),
                "balancer: { type: " + (variant % 2 == 0 ? "least-request" : "round-robin") + " }",
                "probe: { type: tcp, interval: 200ms, timeout: 300ms }",
                "timeouts: { connect: 500ms, response: 2s, stall: 2s }",
                "retries: { max-attempts: " + ATTEMPTS + " }");
        for (int i = 0; i < ENDPOINTS; i++) {
            yaml.endpoint(JanusYaml.DEFAULT_BACKEND, bed.endpoints().get(i), 1 + (variant >> i) % 4);
        }
        return yaml;
    }

    @Test
    void whatever_happens_the_ledger_balances() throws Exception {
        long seed = Scale.seed();
        System.out.println("storm: repeat it with -Djanus.faults.seed=" + seed);
        try (FaultBed bed = new FaultBed("storm", ENDPOINTS, seed)) {
            bed.measured("seed " + seed);
            bed.serve(with -> configuration(with, 0));
            StormTraffic traffic = new StormTraffic(seed);
            try (Load load = Load.of(bed.client(), PER_SECOND, traffic::ask)) {
                StormFaults faults = new StormFaults(bed, seed);
                long from = System.nanoTime();
                while (System.nanoTime() - from < Scale.storm().toNanos()) {
                    faults.next();
                    assertThat(bed.janus().isAlive()).as("Janus lives: %s", bed.janus().output()).isTrue();
                }
                bed.measured(faults.toString());
                load.stop();
            }
            for (EndpointProcess endpoint : bed.endpoints()) {
                endpoint.control("accept");
                bed.awaitUp(endpoint, true);
            }
            bed.awaitQuiet();

            assertThat(Crowd.send(bed.client(), CLIENTS, AFTERWARDS, i -> i % 2 == 0 ? Ask.get(1000) : Ask.post(1000, 10)))
                    .as("when all is over").allMatch(Entry::isGood);
            bed.judge(new Rules(ATTEMPTS, false));
        }
    }
}
