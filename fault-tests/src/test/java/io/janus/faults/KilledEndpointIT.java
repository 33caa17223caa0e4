package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Load;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Outcome;
import io.janus.faults.ledger.Outcome.Kind;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;
import io.janus.faults.process.Scale;

/** One endpoint of four is killed with {@code kill -9} under a steady load, and started again. */
class KilledEndpointIT {

    private static final int PER_SECOND = 300;
    private static final int TEN = 10;
    private static final int GETS_OF_TEN = 7;

    /** How long after its death Janus's loops may take to hear of it, on a machine that is busy. */
    private static final long NEWS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static JanusYaml configuration(FaultBed bed) {
        return new JanusYaml().backend(JanusYaml.DEFAULT_BACKEND, bed.endpoints(),
                "probe: { type: tcp, interval: 200ms, timeout: 500ms }");
    }

    private static Ask ask(int number) {
        Ask ask = number % TEN < GETS_OF_TEN ? Ask.get(2000) : Ask.post(500, 2000);
        return ask.delay(number % 20); // so that some are under way at any moment
    }

    @Test
    void no_get_fails_whose_answer_had_not_begun_and_posts_fail_only_where_they_were_in_flight() throws Exception {
        try (FaultBed bed = new FaultBed("killed-endpoint", 4).serve(KilledEndpointIT::configuration)) {
            EndpointProcess victim = bed.endpoint(1);
            long from;
            long to;
            try (Load load = Load.of(bed.client(), PER_SECOND, KilledEndpointIT::ask)) {
                bed.awaitRequests(2 * PER_SECOND);
                from = System.nanoTime();
                victim.kill();
                to = System.nanoTime() + NEWS_NANOS;
                bed.awaitUp(victim, false);
                bed.measured("out of rotation after "
                        + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from) + " ms, as metrics tell it");
                double attempts = attempts(bed);
                bed.awaitRequests(Scale.of(PER_SECOND, 10 * PER_SECOND));
                assertThat(attempts(bed)).as("attempts on an endpoint that is down").isEqualTo(attempts);

                long before = bed.requests(victim);
                victim.restart();
                bed.awaitUp(victim, true);
                await().atMost(FaultBed.SOON).until(() -> bed.requests(victim) > before + TEN);
                load.stop();
            }

            List<Entry> failed = bed.ledger().entries().stream().filter(entry -> !entry.isGood()).toList();
            bed.measured("failed: " + failed.size());
            assertThat(failed).allSatisfy(entry -> {
                assertThat(entry.overlaps(from, to)).as("it was under way when the endpoint died").isTrue();
                assertThat(bed.ledger().reached(entry)).as("where it was").isSubsetOf(victim.name());
                if (entry.ask().isIdempotent()) {
                    assertThat(entry.is(Kind.TRUNCATED)).as("its answer had begun").isTrue();
                } else if (!entry.is(Kind.TRUNCATED)) {
                    assertThat(entry.outcome()).extracting(Outcome::status, Outcome::code).containsExactly(502,
                            "endpoint_reset");
                }
            });
            bed.judge(Rules.DEFAULT);
        }
    }

    private static double attempts(FaultBed bed) {
        return bed.janus().admin().fresh().sum("janus_attempts_total", "endpoint=\"e1\"");
    }
}
