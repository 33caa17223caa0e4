package io.janus.proxy;

import static io.janus.proxy.testing.SpecDraft.web;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Tag;

import io.janus.balancer.Outcome;
import io.janus.proxy.io.Transport;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.SessionEnd;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.Peer;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.RecordingPolicy;
import io.janus.proxy.testing.SpecDraft;
import io.janus.proxy.testing.TestEndpoint;

/** Endpoints come, go and change weight, balancers are replaced, listeners added and removed: no client notices. */
class ReloadUnderTrafficTest {

    private static final int CLIENTS = 2;
    private static final int RELOADS = 200;

    @OnEachTransport
    @Tag("invariant-7")
    @Tag("invariant-10")
    void no_session_fails_because_of_a_reload(Transport transport) throws ExecutionException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        RecordingPolicy policy = new RecordingPolicy();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (var stays = TestEndpoint.echoing();
                var comesAndGoes = TestEndpoint.echoing();
                var proxy = ProxyFixture.on(transport).policy("recording", policy)
                        .serving(round(0, stays.address(), comesAndGoes.address()));
                var longLived = proxy.connect()) {
            InetSocketAddress address = proxy.web().address();
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> talkUntil(done, address)));
            }

            for (int i = 1; i <= RELOADS; i++) {
                proxy.apply(round(i, stays.address(), comesAndGoes.address()));
                proxy.proxy().writer().health(proxy.endpoint("a"),
                        new EndpointHealth(i % 5 == 0 ? Status.DOWN : Status.UP, "the test says so", Instant.EPOCH));
                assertThat(longLived.send("x").receive(1)).isEqualTo("x");
            }
            done.set(true);
            int sessions = 1;
            for (Future<Integer> client : clients) {
                sessions += client.get();
            }
            longLived.finish();
            assertThat(longLived.awaitEnd()).isEqualTo(Peer.End.FINISHED);

            proxy.awaitEnds(SessionEnd.COMPLETED, sessions);
            assertThat(attempts(proxy)).as("attempts are counted, whoever left").isEqualTo(sessions);
            assertThat(policy.balancers()).flatMap(balancer -> balancer.pickers())
                    .allSatisfy(picker -> assertThat(picker.observed()).hasSameSizeAs(picker.picked()));
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private static SpecDraft round(int i, InetSocketAddress stays, InetSocketAddress comesAndGoes) {
        SpecDraft spec = web(app -> {
            app.endpoint("a", stays, 1 + i % 7).policy("recording", Map.of("phase", String.valueOf(i / 20)));
            return i % 3 == 0 ? app : app.endpoint("b", comesAndGoes, i % 4);
        });
        return i % 10 == 0 ? spec.listener("extra", "app") : spec;
    }

    /** Answers how many sessions it held. */
    private static int talkUntil(AtomicBoolean done, InetSocketAddress address) {
        int sessions = 0;
        while (!done.get()) {
            try (var client = Peer.connectTo(address)) {
                assertThat(client.send("hello").receive(5)).isEqualTo("hello");
                client.finish();
                assertThat(client.awaitEnd()).isEqualTo(Peer.End.FINISHED);
                sessions++;
            }
        }
        return sessions;
    }

    private static long attempts(ProxyFixture proxy) {
        long sum = proxy.backend("app").totals().removed(Outcome.SUCCESS);
        for (ProxyEndpoint one : proxy.backend("app").members()) {
            sum += one.attempts().total(Outcome.SUCCESS);
        }
        return sum;
    }
}
