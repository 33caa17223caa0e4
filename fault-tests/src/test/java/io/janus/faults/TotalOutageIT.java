package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;

/** Every endpoint is killed, and one comes back. */
class TotalOutageIT {

    private static final int MANY = 200;

    /** Where a tenth of a second is meant: enough for a machine on which five others build. */
    private static final long PROMPTLY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static FaultBed bed(String name, boolean failOpen) throws Exception {
        return new FaultBed(name, 2).serve(bed -> new JanusYaml().backend(JanusYaml.DEFAULT_BACKEND, bed.endpoints(),
                "probe: { type: tcp, interval: 500ms, timeout: 300ms, unhealthy-threshold: 2 }",
                "panic: { fail-open: " + failOpen + " }"));
    }

    private static void killAll(FaultBed bed) throws Exception {
        assertThat(sent(bed)).allMatch(Entry::isGood);
        for (EndpointProcess endpoint : bed.endpoints()) {
            endpoint.kill();
        }
        bed.endpoints().forEach(endpoint -> bed.awaitUp(endpoint, false));
    }

    private static List<Entry> sent(FaultBed bed) {
        return IntStream.range(0, MANY).mapToObj(i -> bed.client().send(i % 2 == 0 ? Ask.get(100) : Ask.post(100, 100)))
                .toList();
    }

    private static void promptly(FaultBed bed, List<Entry> failed, String label) {
        bed.measured(label + ": " + Verdict.spread(failed.stream().map(Entry::tookNanos).toList()));
        assertThat(failed).allSatisfy(entry -> {
            assertThat(entry.label()).isEqualTo(label);
            assertThat(entry.tookNanos()).isLessThan(PROMPTLY_NANOS);
        });
    }

    @Test
    void closed_every_request_is_503_at_once_and_the_first_success_follows_the_probes() throws Exception {
        try (FaultBed bed = bed("total-outage-closed", false)) {
            killAll(bed);

            promptly(bed, sent(bed), "503 no_endpoint");

            bed.endpoint(1).restart();
            long back = System.nanoTime();
            await().atMost(FaultBed.SOON).pollInterval(Duration.ofMillis(20))
                    .until(() -> bed.client().send(Ask.get(100)).isGood());
            bed.measured("first success " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - back)
                    + " ms after the return, at a probe interval of 500 ms");
            assertThat(sent(bed)).allMatch(Entry::isGood);
            bed.judge(Rules.DEFAULT);
        }
    }

    @Test
    void open_every_request_is_502_at_once_and_the_first_after_the_return_succeeds() throws Exception {
        try (FaultBed bed = bed("total-outage-open", true)) {
            killAll(bed);

            promptly(bed, sent(bed), "502 connect_failure");

            bed.endpoint(1).restart();
            assertThat(sent(bed)).allMatch(Entry::isGood);
            bed.judge(Rules.DEFAULT);
        }
    }
}
