package io.janus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.faults.client.Load;
import io.janus.faults.endpoint.Act;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Entry;
import io.janus.faults.ledger.Verdict;
import io.janus.faults.ledger.Verdict.Rules;
import io.janus.faults.process.FaultBed;
import io.janus.faults.process.JanusYaml;

/** Janus is told to stop while it has much to do, and downloads that last longer than its accept window. */
class DrainUnderLoadIT {

    private static final int PER_SECOND = 200;
    private static final int DOWNLOADS = 20;
    private static final Ask DOWNLOAD = Ask.get(400_000).act(Act.TRICKLE).delay(15_000);

    private static JanusYaml configuration(FaultBed bed) {
        return new JanusYaml().shutdown("accept-window: 8s, drain: 60s").backend(JanusYaml.DEFAULT_BACKEND, bed.endpoints());
    }

    @Test
    void readiness_goes_first_nothing_is_lost_downloads_complete_and_it_ends_with_0() throws Exception {
        ExecutorService downloading = Executors.newFixedThreadPool(DOWNLOADS);
        try (FaultBed bed = new FaultBed("drain-under-load", 2).serve(DrainUnderLoadIT::configuration)) {
            List<Future<Entry>> downloads = IntStream.range(0, DOWNLOADS)
                    .mapToObj(i -> downloading.submit(() -> bed.client().send(DOWNLOAD))).toList();
            long notReady;
            try (Load load = Load.of(bed.client(), PER_SECOND, i -> i % 10 < 7 ? Ask.get(2000) : Ask.post(2000, 100))) {
                bed.awaitRequests(DOWNLOADS + PER_SECOND);

                bed.janus().signal("TERM");
                await().atMost(FaultBed.SOON).until(() -> !bed.janus().admin().isReady());
                notReady = System.nanoTime();
                bed.awaitRequests(PER_SECOND); // an eighth of the accept window
                load.stop();
            }
            await().atMost(FaultBed.SOON).until(() -> !accepts(bed));
            assertThat(downloads).as("downloads go on when nothing is accepted any more").noneMatch(Future::isDone);
            for (Future<Entry> download : downloads) {
                assertThat(download.get()).matches(Entry::isGood);
            }
            assertThat(bed.janus().awaitExit(FaultBed.SOON)).isZero();

            assertThat(bed.ledger().entries().stream().filter(entry -> entry.beginNanos() - notReady > 0))
                    .as("requests that began when it was not ready any more").hasSizeGreaterThan(PER_SECOND / 2);
            Verdict verdict = bed.judge(Rules.DEFAULT);
            assertThat(verdict.counts()).containsOnlyKeys("GET 200", "POST 200");
        } finally {
            downloading.shutdownNow();
        }
    }

    private static boolean accepts(FaultBed bed) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bed.webPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
