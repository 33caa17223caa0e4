package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Load;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;
import io.janus.faults.process.Scale;

/** One endpoint of four is frozen for longer than Janus waits for answers, and then gives all of them at once. */
class FrozenEndpointIT {

    private static final int PER_SECOND = 200;

    /** Answers that come after {@code timeouts.response}, which is two seconds here, are late. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static JanusYaml configuration(FaultBed bed) {
        return new JanusYaml().patientBackend(JanusYaml.DEFAULT_BACKEND, bed.endpoints(),
                "balancer: { type: round-robin }", "timeouts: { connect: 2s, response: 2s }");
    }

    @Test
    void no_late_answer_reaches_anyone_and_all_is_well_after_the_thaw() throws Exception {
        try (FaultBed bed = new FaultBed("frozen-endpoint", 4).serve(FrozenEndpointIT::configuration)) {
            EndpointProcess frozen = bed.endpoint(1);
            long from;
            long to;
            long before;
            try (Load load = Load.of(bed.client(), PER_SECOND, i -> i % 10 < 7 ? Ask.get(3000) : Ask.post(300, 3000))) {
                bed.awaitRequests(PER_SECOND);
                from = System.nanoTime();
                frozen.freeze();
                bed.awaitRequests(Scale.of(5, 15) * PER_SECOND);
                before = bed.requests(frozen);
                frozen.thaw();
                to = System.nanoTime();
                bed.awaitRequests(2 * PER_SECOND);
                load.stop();
            }
            bed.awaitQuiet();

            List<Entry> failed = bed.ledger().entries().stream().filter(entry -> !entry.isGood()).toList();
            assertThat(failed).as("requests that the frozen endpoint got").isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.overlaps(from, to + LATE_NANOS)).isTrue());
            Verdict verdict = bed.judge(Rules.DEFAULT);
            assertThat(verdict.counts().keySet()).isSubsetOf(
                    Set.of("GET 200", "POST 200", "GET 504 response_timeout", "POST 504 response_timeout"));
            assertThat(bed.requests(frozen) - before).as("what it read after the thaw").isGreaterThanOrEqualTo(failed.size());
        }
    }
}
