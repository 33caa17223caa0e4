package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Crowd;
import io.janus.faults.endpoint.Act;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Ask.Leaving;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.Admin.Metrics;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;
import io.janus.faults.process.Scale;

/** Clients that leave at every point of a request, by reset and by FIN. */
class VanishingClientsIT {

    private static final int CLIENTS = 8;
    private static final int KINDS = Leaving.values().length - 1;

    /** What the process opens by itself now and then: a probe of health, a file of its configuration. */
    private static final int OWN_DESCRIPTORS = 5;

    private static JanusYaml configuration(FaultBed bed) {
        return new JanusYaml().backend(JanusYaml.DEFAULT_BACKEND, bed.endpoints(), "timeouts: { idle: 500ms }");
    }

    /** The endpoint takes its time, so that who leaves leaves it at work. */
    private static Ask ask(int number) {
        Leaving leaving = Leaving.values()[1 + number % KINDS];
        boolean reading = leaving == Leaving.RESETS_READING;
        return Ask.post(40_000, 200_000).leaving(leaving).act(reading ? Act.TRICKLE : Act.ANSWER).delay(10_000)
                .body(40_000, number % 2 == 0);
    }

    @Test
    void nothing_of_them_stays() throws Exception {
        try (FaultBed bed = new FaultBed("vanishing-clients", 2).serve(VanishingClientsIT::configuration)) {
            assertThat(Crowd.send(bed.client(), CLIENTS, 40 * CLIENTS, i -> Ask.get(1000))).allMatch(Entry::isGood);
            int before = settled(bed);
            long cameBefore = bed.endpoints().stream().mapToLong(bed::requests).sum();
            int count = Scale.of(240, 4200);

            Crowd.send(bed.client(), CLIENTS, count, VanishingClientsIT::ask);

            int after = settled(bed);
            bed.measured("descriptors before " + before + ", after " + after);
            assertThat(after).isLessThanOrEqualTo(before + OWN_DESCRIPTORS);
            long came = bed.endpoints().stream().mapToLong(bed::requests).sum() - cameBefore;
            long left = bed.endpoints().stream().mapToLong(endpoint -> bed.ledger().cancelled(endpoint.name())).sum();
            bed.measured("of " + count + " that left, " + came + " were with an endpoint, which saw " + left + " leave");
            assertThat(came).as("at least who read the head of its answer was").isGreaterThanOrEqualTo(count / KINDS);
            assertThat(left).isEqualTo(came);
            assertThat(bed.janus().admin().fresh().sum("janus_attempts_total", "outcome=\"cancelled\"")).isPositive();
            bed.judge(Rules.DEFAULT);
        }
    }

    /** Waits until all gauges are back at 0 and pools are empty, and answers how many descriptors are open then. */
    private static int settled(FaultBed bed) {
        bed.client().close();
        await().atMost(FaultBed.SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            Metrics now = bed.janus().admin().metrics();
            assertThat(now.sum("janus_in_flight")).isZero();
            assertThat(now.sum("janus_connections")).isZero();
        });
        // Pooled connections go after half a second, once a second.
        int[] last = { Integer.MAX_VALUE };
        await().atMost(FaultBed.SOON).pollInterval(Duration.ofMillis(1500)).until(() -> {
            int now = bed.janus().descriptors();
            boolean steady = now >= last[0];
            last[0] = Math.min(last[0], now);
            return steady;
        });
        return last[0];
    }
}
