package io.janus.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BackendTimeouts;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.spec.PoolSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;

/**
 * Makes a backend as event loops see it: specified, compiled and published in the way of the control plane, defaults included.
 */
final class PublishedBackend {

    private static final String NAME = "app";

    /** Of no meaning: nothing is ever connected. */
    private static final int PORT = 8080;

    /** An endpoint under some load has so many attempts in flight, or fewer. */
    private static final int MOST_IN_FLIGHT = 15;

    /** Up to so many are idle: of few whose load never changes, the least loaded would be picked each time. */
    private static final int FEW = 8;

    private PublishedBackend() {
    }

    /**
     * A backend whose endpoints are all eligible; a few are idle, many are differently loaded.
     *
     * @param policies by name
     * @param policy one of them
     * @param endpoints how many, 1 to 65,000
     * @param weightOf an endpoint's weight, by its number
     */
    static BackendState of(Map<String, BalancerFactory> policies, String policy, int endpoints, IntUnaryOperator weightOf) {
        SharedState shared = new SharedState();
        StateWriter writer = new StateWriter(shared, policies, 1, System::nanoTime);
        ProxySpec spec = new ProxySpec(Map.of(), Map.of(NAME, backend(policy, endpoints, weightOf)));
        try {
            writer.prepare(spec, AddressBook.literals()).publish();
        } catch (SpecRefusedException e) {
            throw new IllegalArgumentException(e);
        }
        BackendState backend = Objects.requireNonNull(shared.current().backends().get(NAME), "it was published");
        if (endpoints > FEW) {
            load(backend);
        }
        return backend;
    }

    private static void load(BackendState backend) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < backend.eligibleCount(); i++) {
            for (int attempts = random.nextInt(MOST_IN_FLIGHT + 1); attempts > 0; attempts--) {
                backend.eligible(i).attemptBegan();
            }
        }
    }

    private static BackendSpec backend(String policy, int endpoints, IntUnaryOperator weightOf) {
        Map<String, EndpointSpec> byId = new LinkedHashMap<>();
        for (int i = 0; i < endpoints; i++) {
            String id = "endpoint-%05d".formatted(i);
            HostPort address = new HostPort("10.0." + i / 256 + "." + i % 256, PORT);
            byId.put(id, new EndpointSpec(id, address, weightOf.applyAsInt(i), Map.of()));
        }
        return new BackendSpec(NAME, new BalancerSpec(policy, Map.of()), byId, Optional.empty(),
                new BackendTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(60), Optional.empty(), Duration.ofSeconds(300),
                        Optional.empty()),
                new RetriesSpec(2, Set.of(Condition.CONNECT_FAILURE, Condition.RESET), Set.of(), Duration.ofMillis(25),
                        Duration.ofMillis(250), 20, 10),
                new PoolSpec(256, Duration.ZERO, 0),
                Optional.of(new EjectionSpec(5, Duration.ofSeconds(30), Duration.ofSeconds(300), 33)),
                new PanicSpec(50, true), Duration.ofSeconds(30), BackendSpec.OnDown.KEEP, Duration.ZERO,
                Duration.ofSeconds(30));
    }
}
