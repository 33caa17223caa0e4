package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Load;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Verdict;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;

/** Janus itself gets no processor for five seconds, as in a machine that is moved or has run out of memory. */
class PausedJanusIT {

    private static final int PER_SECOND = 100;

    private static JanusYaml configuration(FaultBed bed) {
        return new JanusYaml().backend(JanusYaml.DEFAULT_BACKEND, bed.endpoints(),
                "probe: { type: tcp, interval: 200ms, timeout: 500ms }");
    }

    @Test
    void every_request_is_answered_and_no_endpoint_pays_for_it() throws Exception {
        try (FaultBed bed = new FaultBed("paused-janus", 2).serve(PausedJanusIT::configuration)) {
            try (Load load = Load.of(bed.client(), PER_SECOND,
                    i -> (i % 10 < 7 ? Ask.get(10_000) : Ask.post(1000, 1000)).delay(i % 50))) {
                bed.awaitRequests(2 * PER_SECOND);
                bed.janus().signal("STOP");
                bed.awaitRequests(5 * PER_SECOND);
                bed.janus().signal("CONT");
                bed.awaitRequests(2 * PER_SECOND);
                bed.endpoints().forEach(endpoint -> bed.awaitUp(endpoint, true));
                load.stop();
            }

            Verdict verdict = bed.judge(Rules.DEFAULT);
            assertThat(verdict.counts()).containsOnlyKeys("GET 200", "POST 200");
        }
    }
}
