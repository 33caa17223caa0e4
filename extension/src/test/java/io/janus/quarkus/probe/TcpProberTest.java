package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;
import io.janus.quarkus.control.ControlLoop;
import io.janus.quarkus.testing.TestSpec;

/** Probes with a real control loop and a network of the test's own. */
class TcpProberTest {

    private static final ProbeSpec FAST = new ProbeSpec(Duration.ofMillis(20), Duration.ofMillis(20), 1, 2);

    /** By port: what is probed, and how often. A port of {@link #dead} refuses. */
    private final Map<Integer, AtomicInteger> probed = new ConcurrentHashMap<>();
    private final Set<Integer> dead = ConcurrentHashMap.newKeySet();
    private final SharedState shared = new SharedState();
    private final StateWriter writer = new StateWriter(shared, Map.of("any", context -> snapshot -> request -> 0), 1,
            System::nanoTime);
    private final ControlLoop loop = new ControlLoop();
    private final TcpProber prober = new TcpProber(loop, this::connect, new SplittableRandom(1),
            (endpoint, health, wentDown) -> writer.health(endpoint, health));

    @AfterEach
    void close() {
        onLoop(p -> p.close());
        loop.close();
    }

    @Test
    void every_endpoint_of_a_probed_backend_is_probed_again_and_again() {
        apply(Optional.of(FAST), 1, 2);

        await().untilAsserted(
                () -> assertThat(probed.values()).hasSize(2).allSatisfy(n -> assertThat(n.get()).isGreaterThan(3)));
        assertThat(endpoint(1).health()).satisfies(health -> assertThat(health.reason()).isEqualTo("answers probes"));
    }

    @Test
    void an_endpoint_that_refuses_goes_down_with_its_reason_and_the_others_stay() {
        dead.add(2);
        apply(Optional.of(FAST), 1, 2);

        await().until(() -> endpoint(2).health().status() == Status.DOWN);
        assertThat(endpoint(2).health().reason()).isEqualTo("connection refused");
        assertThat(endpoint(1).health().status()).isEqualTo(Status.UP);
        assertThat(backend().eligibleCount()).isOne();
    }

    @Test
    void an_endpoint_that_is_gone_is_not_probed_any_more() {
        apply(Optional.of(FAST), 1, 2);
        await().until(() -> probed.size() == 2);

        apply(Optional.of(FAST), 1);
        int before = probed(2);
        int other = probed(1);

        await().until(() -> probed(1) > other + 5);
        assertThat(probed(2)).isEqualTo(before);
    }

    @Test
    void a_kept_endpoint_keeps_its_failures_over_a_reload() {
        ProbeSpec afterMany = new ProbeSpec(Duration.ofMillis(20), Duration.ofMillis(20), 1, 20);
        dead.add(1);
        apply(Optional.of(afterMany), 1);
        // Each reload comes long before the twentieth failure: it is only reached when they add up over all of them.
        for (int reload = 2; endpoint(1).health().status() == Status.UP && reload < 100; reload++) {
            int before = probed(1);
            apply(Optional.of(afterMany), 1, reload);
            await().until(() -> probed(1) > before || endpoint(1).health().status() == Status.DOWN);
        }

        assertThat(endpoint(1).health().status()).isEqualTo(Status.DOWN);
    }

    @Test
    void a_down_endpoint_that_is_not_probed_any_more_is_up() {
        dead.add(1);
        apply(Optional.of(FAST), 1);
        await().until(() -> endpoint(1).health().status() == Status.DOWN);

        apply(Optional.empty(), 1);

        assertThat(endpoint(1).health().status()).isEqualTo(Status.UP);
    }

    private CompletionStage<Optional<String>> connect(InetSocketAddress address, Duration timeout) {
        probed.computeIfAbsent(address.getPort(), port -> new AtomicInteger()).incrementAndGet();
        return CompletableFuture.completedFuture(
                dead.contains(address.getPort()) ? Optional.of("connection refused") : Optional.empty());
    }

    private int probed(int port) {
        AtomicInteger count = probed.get(port);
        return count == null ? 0 : count.get();
    }

    private ProxyEndpoint endpoint(int port) {
        return backend().members().stream().filter(e -> e.address().getPort() == port).findFirst()
                .orElseThrow();
    }

    private BackendState backend() {
        return Objects.requireNonNull(shared.current().backends().get("app"));
    }

    private void apply(Optional<ProbeSpec> probe, int... ports) {
        ProxySpec spec = TestSpec.app(
                IntStream.of(ports).mapToObj(port -> new HostPort("127.0.0.1", port)).toArray(HostPort[]::new)).probe(probe)
                .build();
        onLoop(p -> {
            try {
                List<ProxyEndpoint> left = writer.prepare(spec, AddressBook.literals()).publish();
                assertThat(left).doesNotContainNull();
                p.reconcile(shared.current());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private void onLoop(Consumer<TcpProber> task) {
        loop.call(() -> {
            task.accept(prober);
            return true;
        }).join();
    }
}
