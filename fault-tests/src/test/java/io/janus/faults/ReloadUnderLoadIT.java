package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.EchoStreams;
import io.janus.faults.client.Load;
import io.janus.faults.endpoint.Act;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.EndpointProcess;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;
import io.janus.faults.process.Scale;

/**
 * One reload after the other: endpoints and listeners come and go, weights and routes change, and what did not change goes on.
 */
class ReloadUnderLoadIT {

    private static final int PER_SECOND = 200;
    private static final int RELOADS = Scale.of(40, 100);

    /** Two a second in the small, and a hundred in a minute in the full. */
    private static final int REQUESTS_A_RELOAD = PER_SECOND * Scale.of(50, 60) / 100;

    private static final int DOWNLOADS = 50;
    private static final int DOWNLOAD_MILLIS = Scale.of(24_000, 70_000);
    private static final Ask DOWNLOAD = Ask.get(200_000).path("/stable").act(Act.TRICKLE).delay(DOWNLOAD_MILLIS);
    private static final int TUNNELS = Scale.of(10, 50);
    private static final int SESSIONS = Scale.of(10, 50);

    /** So that pools are empty soon after. */
    private static final String SHORT_IDLE = "timeouts: { idle: 2s }";

    /** What the process opens by itself; one that each reload, or every other, leaves open would be far above. */
    private static final int OWN_DESCRIPTORS = 10;

    /** A reload keeps no more than a thousandth of this; a leak of whole states would be far above. */
    private static final long MORE_HEAP_BYTES = 16L << 20;

    /** Endpoints 1 and 2 are always there, 3 and 4 come and go; {@code stable} and {@code raw} never change. */
    private static JanusYaml configuration(FaultBed bed, EndpointProcess echo, int number) {
        List<EndpointProcess> always = List.of(bed.endpoint(1), bed.endpoint(2));
        JanusYaml yaml = new JanusYaml().tcpListener("raw", "raw").backend("raw", List.of(echo))
                .backend("stable", always, SHORT_IDLE)
                .route("/stable", "stable").route("/other-" + number, "stable")
                .backend(JanusYaml.DEFAULT_BACKEND, List.of(), "balancer: { type: "
                        + (number % 5 < 3 ? "round-robin" : "least-request") + " }", SHORT_IDLE)
                .endpoint(JanusYaml.DEFAULT_BACKEND, bed.endpoint(1), 1 + number % 5)
                .endpoint(JanusYaml.DEFAULT_BACKEND, bed.endpoint(2), 1 + number % 3);
        if (number % 4 > 1) {
            yaml.tcpListener("passing", "raw");
        }
        if (number % 2 == 0) {
            yaml.endpoint(JanusYaml.DEFAULT_BACKEND, bed.endpoint(3), 4);
        }
        if (number % 3 == 0) {
            yaml.endpoint(JanusYaml.DEFAULT_BACKEND, bed.endpoint(4), 2).route("/changing", JanusYaml.DEFAULT_BACKEND);
        }
        return yaml;
    }

    private static Ask ask(int number) {
        Ask ask = number % 10 < 7 ? Ask.get(2000) : Ask.post(2000, 500);
        return ask.delay(number % 10).path(number % 4 == 0 ? "/changing/x" : "/");
    }

    @Test
    void no_request_fails_and_what_did_not_change_goes_on() throws Exception {
        ExecutorService downloading = Executors.newFixedThreadPool(DOWNLOADS);
        try (FaultBed bed = new FaultBed("reload-under-load", 4)) {
            EndpointProcess echo = bed.echo("echo");
            bed.serve(with -> configuration(with, echo, 0));
            int fromReload = RELOADS / 8;
            long heap = 0;
            int descriptors = bed.janus().descriptors();
            List<Future<Entry>> downloads = new ArrayList<>();
            try (EchoStreams streams = new EchoStreams();
                    Load load = Load.of(bed.client(), PER_SECOND, ReloadUnderLoadIT::ask)) {
                streams.upgraded(bed.webPort(), "/stable", TUNNELS);
                streams.sessions(bed.janus().port("listener raw on "), SESSIONS);
                IntStream.range(0, DOWNLOADS)
                        .forEach(i -> downloads.add(downloading.submit(() -> bed.client().send(DOWNLOAD))));
                bed.awaitRequests(PER_SECOND);

                long from = System.nanoTime();
                int requestsBefore = bed.requestsInAll();
                for (int i = 1; i <= RELOADS; i++) {
                    if (i == fromReload) {
                        heap = bed.janus().heapBytes();
                    }
                    int done = reloads(bed);
                    bed.janus().reload(configuration(bed, echo, i).text());
                    await().atMost(FaultBed.SOON).pollInterval(Duration.ofMillis(5)).until(() -> reloads(bed) > done);
                    bed.awaitRequestsInAll(requestsBefore + i * REQUESTS_A_RELOAD);
                }
                bed.measured(RELOADS + " reloads in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from) + " s");

                bed.awaitRequests(PER_SECOND); // what was removed last closes meanwhile
                long moreHeap = bed.janus().heapBytes() - heap;
                bed.measured("heap " + (heap >> 10) + " KiB, then " + (moreHeap >> 10) + " KiB more");
                assertThat(moreHeap).isLessThan(MORE_HEAP_BYTES);
                load.stop();
                bed.measured(streams.finish() + " rounds over tunnels and sessions");
            }
            for (Future<Entry> download : downloads) {
                assertThat(download.get()).matches(Entry::isGood);
            }
            awaitDescriptors(bed, descriptors);

            assertThat(bed.janus().admin().fresh().sum("janus_reloads_total", "result=\"applied\"")).isEqualTo(RELOADS);
            Verdict verdict = bed.judge(Rules.DEFAULT);
            assertThat(verdict.counts()).containsOnlyKeys("GET 200", "POST 200");
        } finally {
            downloading.shutdownNow();
        }
    }

    /** When nothing is asked any more: clients close at once, and pools soon. */
    private static void awaitDescriptors(FaultBed bed, int before) {
        bed.client().close();
        await().atMost(FaultBed.SOON).untilAsserted(() -> assertThat(bed.janus().descriptors()).as("descriptors")
                .isLessThanOrEqualTo(before + OWN_DESCRIPTORS));
        bed.measured("descriptors " + before + ", then " + bed.janus().descriptors());
    }

    /** How many reloads the log tells of that changed something. */
    private static int reloads(FaultBed bed) {
        return bed.janus().count("The new configuration is in force");
    }
}
