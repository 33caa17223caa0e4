package io.janus.quarkus.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.Proxy;
import io.janus.quarkus.ReloadResult;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.control.ControlPlane;
import io.vertx.core.Vertx;

/** One control plane after the other, over a data plane that goes on. */
class DevSessionTest {

    private static final String CONFIG = """
            janus:
              io-threads: 1
              listeners:
                web: { bind: "127.0.0.1:0", protocol: tcp, backend: app }
              backends:
                app:
                  balancer: { type: slow }
                  endpoints: { app-1: { address: "127.0.0.1:1" } }
                  probe: { type: tcp, interval: 10ms, timeout: 100ms }
            """;

    /** What the policy waits for before it is made. Written by the test, read by whoever makes the policy. */
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    /** It began to wait; an interrupt does not end that. */
    private final CompletableFuture<Void> waits = new CompletableFuture<>();
    private final Map<String, BalancerFactory> policies = Map.of("slow", this::slow);
    private final Vertx vertx = Vertx.vertx();
    private final DevSession session = DevSession.begin();

    @TempDir
    private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("janus.yaml"), CONFIG);
    }

    @AfterEach
    void end() {
        session.end();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Balancer slow(BalancerContext context) {
        CompletableFuture<Void> opens = gate;
        if (!opens.isDone()) {
            waits.complete(null);
            opens.join();
        }
        return snapshot -> request -> 0;
    }

    private ControlPlane start() throws Exception {
        ConfigLoader loader = ConfigLoader.standalone(file);
        return ControlPlane.start(loader, Optional.empty(), loader.load(policies), policies, vertx);
    }

    @Test
    void the_data_plane_outlives_every_application() throws Exception {
        Proxy first;
        try (ControlPlane one = start()) {
            first = one.proxy();
        }
        try (ControlPlane two = start()) {
            assertThat(two.proxy()).isSameAs(first);
            assertThat(session.goesOnAlone()).isFalse();
        }
        assertThat(session.goesOnAlone()).isTrue();
    }

    /**
     * For as long as the end is waited for, the control loop that gave the data plane back turns, and keeps its hands off it.
     */
    @Test
    void an_application_that_takes_long_to_end_does_not_keep_the_data_plane_from_the_next() throws Exception {
        ControlPlane slow = start();
        CompletableFuture<Void> end = new CompletableFuture<>();
        gate = end;
        CompletableFuture<ReloadResult> reload = CompletableFuture.supplyAsync(() -> slow.reload("test"));
        waits.join();

        slow.close();

        gate = CompletableFuture.completedFuture(null);
        try (ControlPlane next = start()) {
            assertThat(next.proxy()).isSameAs(slow.proxy());
            assertThat(next.proxy().state().current().configVersion()).isEqualTo(2);
        } finally {
            end.complete(null);
        }
        assertThat(reload.join().message()).isEqualTo("Janus is stopping.");
    }
}
