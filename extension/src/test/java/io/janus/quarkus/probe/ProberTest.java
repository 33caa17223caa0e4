package io.janus.quarkus.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
import io.janus.proxy.spec.ProbeSpec.Tcp;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;
import io.janus.quarkus.control.ControlLoop;
import io.janus.quarkus.probe.ProbeCounts.Target;
import io.janus.quarkus.testing.TestSpec;

/** Probes with a real control loop and a network of the test's own. */
class ProberTest {

    private static final ProbeSpec FAST = TestProbes.tcp(1, 2);

    /** So many successes in a row that no test sees them. */
    private static final ProbeSpec NEVER_RISES = TestProbes.tcp(Integer.MAX_VALUE, 1);

    /** By port: what is probed, and how often. A port of {@link #dead} refuses. */
    private final Map<Integer, AtomicInteger> probed = new ConcurrentHashMap<>();
    private final Set<Integer> dead = ConcurrentHashMap.newKeySet();
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final Set<Integer> weightless = ConcurrentHashMap.newKeySet();
    private final Set<String> wentDown = ConcurrentHashMap.newKeySet();
    private final Map<Integer, HostPort> asked = new ConcurrentHashMap<>();
    private final Map<Integer, ProbeSpec> specs = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<ProbeOutcome>> pending = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> abandoned = new ConcurrentHashMap<>();
    private final SharedState shared = new SharedState();
    private final StateWriter writer = new StateWriter(shared, Map.of("any", context -> snapshot -> request -> 0), 1,
            System::nanoTime);
    private final ControlLoop loop = new ControlLoop();
    private final Prober prober = new Prober(loop, this::connect, new SplittableRandom(1),
            (endpoint, health, goesDown) -> take(endpoint, health, goesDown));

    private void take(ProxyEndpoint endpoint, EndpointHealth health, boolean goesDown) {
        writer.health(endpoint, health);
        if (goesDown) {
            wentDown.add(endpoint.id());
        }
    }

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
        // What is published follows what the endpoint says.
        await().untilAsserted(() -> assertThat(backend().eligibleCount()).isOne());
    }

    @Test
    void the_counts_of_an_endpoint_begin_at_zero_before_its_first_probe() {
        ProbeSpec seldom = new ProbeSpec(new Tcp(), OptionalInt.empty(), Duration.ofDays(1), Duration.ofSeconds(1), 1, 1);

        apply(Optional.of(seldom), 1, 2);

        assertThat(prober.counts().all()).containsOnlyKeys(new Target("app", "app-1"), new Target("app", "app-2"))
                .allSatisfy((target, results) -> assertThat(results.succeeded() + results.failed()).isZero());
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
        ProbeSpec afterMany = TestProbes.tcp(1, 20);
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

    @Test
    void in_a_total_outage_one_success_is_enough_and_then_the_threshold_holds_again() {
        apply(Optional.of(NEVER_RISES), 1, 2);
        await().until(() -> probed(1) > 1 && probed(2) > 1);
        dead.addAll(Set.of(1, 2));
        await().until(() -> endpoint(1).health().status() == Status.DOWN && endpoint(2).health().status() == Status.DOWN);

        dead.remove(1);
        await().until(() -> endpoint(1).health().status() == Status.UP);
        dead.remove(2);
        int before = probed(2);
        await().until(() -> probed(2) > before + 5);

        assertThat(endpoint(2).health().status()).isEqualTo(Status.DOWN);
    }

    @Test
    void an_endpoint_without_weight_ends_no_outage() {
        weightless.add(2);
        apply(Optional.of(NEVER_RISES), 1, 2);
        await().until(() -> probed(1) > 1 && probed(2) > 1);
        dead.add(1);
        await().until(() -> endpoint(1).health().status() == Status.DOWN);
        assertThat(endpoint(2).health().status()).isEqualTo(Status.UP);

        dead.remove(1);

        await().until(() -> endpoint(1).health().status() == Status.UP);
    }

    @Test
    void an_endpoint_is_probed_at_the_port_and_under_the_name_that_are_configured() {
        apply(Optional.of(TestProbes.of(new Tcp(), OptionalInt.of(9), Duration.ofSeconds(1), 1, 1)), 1);

        await().until(() -> probed(9) > 0);
        assertThat(probed(1)).isZero();
        assertThat(asked.get(9)).isEqualTo(new HostPort("127.0.0.1", 9));
    }

    @Test
    void another_question_is_asked_from_the_reload_on_and_what_is_known_stays() {
        dead.add(1);
        ProbeSpec first = TestProbes.of(TestProbes.get("/old"), Duration.ofSeconds(1));
        apply(Optional.of(first), 1);
        await().until(() -> endpoint(1).health().status() == Status.DOWN);
        EndpointHealth known = endpoint(1).health();

        held.add(1);
        apply(Optional.of(TestProbes.of(TestProbes.get("/new"), Duration.ofSeconds(1))), 1);

        await().until(() -> held(1) && Objects.requireNonNull(specs.get(1)).kind().equals(TestProbes.get("/new")));
        assertThat(endpoint(1).health()).isSameAs(known);
    }

    @Test
    void a_corrected_timeout_is_not_waited_for_by_a_probe_that_would_take_an_hour() {
        held.add(1);
        apply(Optional.of(TestProbes.of(new Tcp(), Duration.ofHours(1))), 1);
        await().until(() -> held(1));
        held.clear();

        apply(Optional.of(TestProbes.of(new Tcp(), Duration.ofSeconds(2))), 1);

        assertThat(abandoned(1)).isOne();
        await().until(() -> endpoint(1).health().reason().equals("answers probes"));
        assertThat(Objects.requireNonNull(specs.get(1)).timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void another_kind_path_or_port_gives_up_the_probe_that_runs() {
        held.addAll(Set.of(1, 9));
        Duration hour = Duration.ofHours(1);
        apply(Optional.of(TestProbes.of(new Tcp(), hour)), 1);
        await().until(() -> probed(1) == 1);

        apply(Optional.of(TestProbes.of(TestProbes.get("/old"), hour)), 1);
        await().until(() -> probed(1) == 2);
        apply(Optional.of(TestProbes.of(TestProbes.get("/new"), hour)), 1);
        await().until(() -> probed(1) == 3);
        apply(Optional.of(TestProbes.of(TestProbes.get("/new"), OptionalInt.of(9), hour, 1, 1)), 1);
        await().until(() -> probed(9) == 1);

        assertThat(abandoned(1)).isEqualTo(3);
        assertThat(abandoned(9)).isZero();
    }

    @Test
    void other_thresholds_wait_for_the_probe_that_runs() {
        held.add(1);
        apply(Optional.of(TestProbes.tcp(1, 20)), 1);
        await().until(() -> held(1));

        apply(Optional.of(TestProbes.tcp(1, 1)), 1);
        held.clear();
        Objects.requireNonNull(pending.get(1)).complete(ProbeOutcome.failure("no connection within 20ms"));

        await().until(() -> wentDown.contains("app-1"));
        assertThat(abandoned(1)).isZero();
    }

    @Test
    void an_endpoint_that_is_gone_takes_its_probe_with_it() {
        held.add(1);
        apply(Optional.of(TestProbes.of(new Tcp(), Duration.ofHours(1))), 1, 2);
        await().until(() -> held(1));

        apply(Optional.of(TestProbes.of(new Tcp(), Duration.ofHours(1))), 2);

        assertThat(abandoned(1)).isOne();
    }

    @Test
    void an_answer_to_a_question_that_is_no_longer_asked_decides_nothing() {
        held.add(1);
        apply(Optional.of(TestProbes.of(TestProbes.get("/old"), Duration.ofSeconds(1))), 1);
        await().until(() -> held(1));
        held.clear();
        apply(Optional.of(TestProbes.of(TestProbes.get("/new"), Duration.ofSeconds(1))), 1);
        Objects.requireNonNull(pending.get(1)).complete(ProbeOutcome.failure("answered 404, not 200-399"));

        await().until(() -> endpoint(1).health().reason().equals("answers probes"));
        assertThat(wentDown).isEmpty();
    }

    @Test
    void pauses_are_up_to_a_tenth_longer_or_shorter_and_the_first_is_anywhere_within_the_interval() {
        Duration interval = Duration.ofSeconds(10);
        SplittableRandom random = new SplittableRandom(1);
        LongSummaryStatistics pauses = new LongSummaryStatistics();
        LongSummaryStatistics firsts = new LongSummaryStatistics();
        for (int i = 0; i < 10_000; i++) {
            pauses.accept(Prober.pause(interval, random).toMillis());
            firsts.accept(Prober.firstPause(interval, random).toMillis());
        }

        assertThat(pauses.getMin()).isBetween(9000L, 9010L);
        assertThat(pauses.getMax()).isBetween(10_990L, 11_000L);
        assertThat(firsts.getMin()).isBetween(0L, 100L);
        assertThat(firsts.getMax()).isBetween(9900L, 10_000L);
    }

    /** A held port answers when the test says so. */
    private RunningProbe connect(InetSocketAddress address, HostPort written, ProbeSpec spec) {
        int port = address.getPort();
        CompletableFuture<ProbeOutcome> outcome = outcome(port, written, spec);
        return new RunningProbe() {

            @Override
            public CompletionStage<ProbeOutcome> outcome() {
                return outcome;
            }

            @Override
            public void abandon() {
                abandoned.computeIfAbsent(port, p -> new AtomicInteger()).incrementAndGet();
            }
        };
    }

    private CompletableFuture<ProbeOutcome> outcome(int port, HostPort written, ProbeSpec spec) {
        asked.put(port, written);
        specs.put(port, spec);
        probed.computeIfAbsent(port, p -> new AtomicInteger()).incrementAndGet();
        if (held.contains(port)) {
            CompletableFuture<ProbeOutcome> outcome = new CompletableFuture<>();
            pending.put(port, outcome);
            return outcome;
        }
        return CompletableFuture.completedFuture(
                dead.contains(port) ? ProbeOutcome.failure("connection refused") : ProbeOutcome.SUCCESS);
    }

    private boolean held(int port) {
        return pending.containsKey(port);
    }

    private int probed(int port) {
        return count(probed, port);
    }

    private int abandoned(int port) {
        return count(abandoned, port);
    }

    private static int count(Map<Integer, AtomicInteger> counts, int port) {
        AtomicInteger count = counts.get(port);
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
        TestSpec app = TestSpec
                .app(IntStream.of(ports).mapToObj(port -> new HostPort("127.0.0.1", port)).toArray(HostPort[]::new))
                .probe(probe);
        weightless.forEach(port -> app.weight(port, 0));
        ProxySpec spec = app.build();
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

    private void onLoop(Consumer<Prober> task) {
        loop.call(() -> {
            task.accept(prober);
            return true;
        }).join();
    }
}
