package io.janus.proxy;

import static io.janus.proxy.testing.SpecDraft.http;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Tag;

import io.janus.proxy.io.Transport;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.testing.HttpEndpoint;
import io.janus.proxy.testing.HttpPeer;
import io.janus.proxy.testing.OnEachTransport;
import io.janus.proxy.testing.ProxyFixture;
import io.janus.proxy.testing.SpecDraft;

/** Endpoints, routes and weights change under HTTP traffic: no request fails, and no kept connection is lost. */
class HttpReloadUnderTrafficTest {

    private static final int CLIENTS = 2;
    private static final int RELOADS = 100;

    @OnEachTransport
    @Tag("invariant-7")
    @Tag("invariant-10")
    void no_request_fails_and_no_connection_is_lost_because_of_a_reload(Transport transport)
            throws ExecutionException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (var stays = HttpEndpoint.answering("ok");
                var comesAndGoes = HttpEndpoint.answering("ok");
                var proxy = ProxyFixture.on(transport).serving(round(0, stays.address(), comesAndGoes.address()));
                var longLived = HttpPeer.connectTo(proxy.web().address())) {
            InetSocketAddress address = proxy.web().address();
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> askUntil(done, address)));
            }

            for (int i = 1; i <= RELOADS; i++) {
                proxy.apply(round(i, stays.address(), comesAndGoes.address()));
                proxy.proxy().writer().health(proxy.endpoint("a"),
                        new EndpointHealth(i % 5 == 0 ? Status.DOWN : Status.UP, "the test says so", Instant.EPOCH));
                assertThat(longLived.get("/").receive().text()).isEqualTo("ok");
            }
            done.set(true);

            for (Future<Integer> client : clients) {
                assertThat(client.get()).as("requests on one connection").isPositive();
            }
            assertThat(proxy.events()).isEmpty();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }

    private static SpecDraft round(int i, InetSocketAddress stays, InetSocketAddress comesAndGoes) {
        SpecDraft spec = http(app -> {
            app.endpoint("a", stays, 1 + i % 7);
            return i % 3 == 0 ? app : app.endpoint("b", comesAndGoes, i % 4);
        }, web -> i % 2 == 0 ? web.backend("app") : web.backend("app").route("/v1", "app").route("/" + i, new Deny()));
        return i % 10 == 0 ? spec.listener("extra", "app") : spec;
    }

    /** Answers how many requests it made, all on one connection. */
    private static int askUntil(AtomicBoolean done, InetSocketAddress address) {
        int requests = 0;
        try (var client = HttpPeer.connectTo(address)) {
            do {
                assertThat(client.get("/v1").receive().text()).isEqualTo("ok");
                requests++;
            } while (!done.get());
        }
        return requests;
    }
}
