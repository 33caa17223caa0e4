package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Load;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Verdict;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;

/**
 * A new version is rolled out: each endpoint in turn stops as a good one does, and comes back. It accepts no more, finishes
 * what it has with {@code Connection: close}, and closes connections that nobody has used for a while.
 */
class RollingRestartIT {

    private static final int PER_SECOND = 300;

    private static JanusYaml configuration(FaultBed bed) {
        return new JanusYaml().backend(JanusYaml.DEFAULT_BACKEND, bed.endpoints(),
                "probe: { type: tcp, interval: 200ms, timeout: 500ms }");
    }

    @Test
    void no_request_fails() throws Exception {
        try (FaultBed bed = new FaultBed("rolling-restart", 4).serve(RollingRestartIT::configuration)) {
            try (Load load = Load.of(bed.client(), PER_SECOND,
                    i -> (i % 10 < 7 ? Ask.get(1000) : Ask.post(400, 1000)).delay(i % 20))) {
                bed.awaitRequests(PER_SECOND);
                for (EndpointProcess endpoint : bed.endpoints()) {
                    endpoint.drain();
                    endpoint.restart();
                    bed.awaitUp(endpoint, true);
                    bed.awaitRequests(PER_SECOND / 2);
                }
                load.stop();
            }

            Verdict verdict = bed.judge(Rules.DEFAULT);
            assertThat(verdict.counts()).containsOnlyKeys("GET 200", "POST 200");
        }
    }
}
