package io.janus.quarkus.testing;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BackendSpec.OnDown;
import io.janus.proxy.spec.BackendTimeouts;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.spec.PoolSpec;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.proxy.spec.TcpSpec;

/** A specification with the one backend {@code app}: what a test is not about has the product's defaults. */
public final class TestSpec {

    /** As long as a session may be quiet, and so on: the defaults of the configuration. */
    public static final BackendTimeouts TIMEOUTS = new BackendTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(60),
            Optional.empty(), Duration.ofSeconds(300), Optional.empty());
    public static final RetriesSpec RETRIES = new RetriesSpec(2, Set.of(Condition.CONNECT_FAILURE, Condition.RESET), Set.of(),
            Duration.ofMillis(25), Duration.ofMillis(250), 20, 10);
    public static final PoolSpec POOL = new PoolSpec(1024, Duration.ZERO, 0);

    public static final EjectionSpec EJECTION = new EjectionSpec(5, Duration.ofSeconds(30), Duration.ofSeconds(300), 33);
    public static final PanicSpec PANIC = new PanicSpec(50, true);
    public static final Duration SLOW_START = Duration.ofSeconds(30);

    private final Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
    private final Map<String, EndpointSpec> endpoints = new LinkedHashMap<>();
    private Optional<ProbeSpec> probe = Optional.empty();
    private Optional<EjectionSpec> ejection = Optional.of(EJECTION);
    private PanicSpec panic = PANIC;
    private Duration slowStart = SLOW_START;
    private String policy = "any";
    private Duration resolveInterval = Duration.ofSeconds(30);

    /** Endpoints of weight 1; their ids are {@code app-} and the port. */
    public static TestSpec app(HostPort... addresses) {
        TestSpec spec = new TestSpec();
        Arrays.stream(addresses).map(address -> new EndpointSpec("app-" + address.port(), address, 1, Map.of()))
                .forEach(endpoint -> spec.endpoints.put(endpoint.id(), endpoint));
        return spec;
    }

    /** The endpoint at a port has another weight than 1. */
    public TestSpec weight(int port, int weight) {
        endpoints.computeIfPresent("app-" + port,
                (id, endpoint) -> new EndpointSpec(id, endpoint.address(), weight, endpoint.labels()));
        return this;
    }

    public TestSpec probe(Optional<ProbeSpec> how) {
        probe = how;
        return this;
    }

    public TestSpec policy(String type) {
        policy = type;
        return this;
    }

    public TestSpec panic(PanicSpec how) {
        panic = how;
        return this;
    }

    public TestSpec slowStart(Duration time) {
        slowStart = time;
        return this;
    }

    public TestSpec ejection(Optional<EjectionSpec> how) {
        ejection = how;
        return this;
    }

    public TestSpec resolveInterval(Duration interval) {
        resolveInterval = interval;
        return this;
    }

    /** Listener {@code web} passes bytes to the backend. */
    public TestSpec web(int maxConnections) {
        listeners.put("web",
                new ListenerSpec("web", new InetSocketAddress("127.0.0.1", 0), maxConnections, new TcpSpec("app")));
        return this;
    }

    public ProxySpec build() {
        return new ProxySpec(listeners,
                Map.of("app", new BackendSpec("app", new BalancerSpec(policy, Map.of()), endpoints, probe, TIMEOUTS, RETRIES,
                        POOL, ejection, panic, slowStart, OnDown.KEEP, Duration.ZERO, resolveInterval)));
    }
}
