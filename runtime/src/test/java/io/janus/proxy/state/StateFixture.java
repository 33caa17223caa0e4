package io.janus.proxy.state;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.testing.BackendDraft;
import io.janus.proxy.testing.Policies;
import io.janus.proxy.testing.RecordingPolicy;
import io.janus.proxy.testing.SpecDraft;

/** The shared state and its writer, without sockets. Names are resolved by {@link #names}. */
final class StateFixture {

    static final int LOOPS = 2;

    final RecordingPolicy policy = new RecordingPolicy();
    final SharedState shared = new SharedState();
    final StateWriter writer;
    private long nanos;

    /** What names have for an address; one that is missing cannot be resolved. */
    final Map<String, String> names = new HashMap<>();

    StateFixture() {
        this(Map.of());
    }

    StateFixture(Map<String, BalancerFactory> policies) {
        Map<String, BalancerFactory> all = new HashMap<>(policies);
        all.put("recording", policy);
        all.put(Policies.IN_ORDER, Policies.inOrder());
        writer = new StateWriter(shared, all, LOOPS, () -> nanos);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    private InetSocketAddress lookUp(HostPort address) {
        String host = names.getOrDefault(address.host(), address.host());
        return AddressBook.literals().lookUp(new HostPort(host, address.port()));
    }

    AddressBook addresses() {
        return this::lookUp;
    }

    List<ProxyEndpoint> apply(SpecDraft spec) {
        try {
            return writer.prepare(spec.build(), addresses()).publish();
        } catch (SpecRefusedException e) {
            throw new AssertionError(e);
        }
    }

    BackendState app() {
        BackendState app = shared.current().backends().get("app");
        if (app == null) {
            throw new AssertionError("there is no backend app");
        }
        return app;
    }

    ProxyEndpoint endpoint(String id) {
        return app().members().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    List<String> eligible() {
        BackendState app = app();
        return IntStream.range(0, app.eligibleCount()).mapToObj(i -> app.eligible(i).id()).toList();
    }

    void health(String id, Status status) {
        writer.health(endpoint(id), new EndpointHealth(status, "the test says so", Instant.EPOCH));
    }

    void eject(String id) {
        writer.eject(endpoint(id), new Ejection(Instant.EPOCH, Duration.ofSeconds(30), "the test says so"));
        writer.publishChanges();
    }

    void readmit(String id) {
        writer.readmit(endpoint(id));
        writer.publishChanges();
    }

    /** What the policy was last told of an endpoint's weight. */
    int weight(String id) {
        BackendSnapshot snapshot = policy.balancer().picker().snapshot();
        return snapshot.weight(IntStream.range(0, snapshot.endpoints().size())
                .filter(i -> snapshot.endpoints().get(i).id().equals(id)).findFirst().orElseThrow());
    }

    /** Endpoints {@code a}, {@code b}, … at 10.0.0.1, 10.0.0.2, … */
    static BackendDraft endpoints(BackendDraft app, int count) {
        app.policy("recording");
        for (int i = 0; i < count; i++) {
            app.endpoint(String.valueOf((char) ('a' + i)), new HostPort("10.0.0." + (i + 1), 80), 1);
        }
        return app;
    }

    static SpecDraft with(int endpoints) {
        return SpecDraft.web(app -> endpoints(app, endpoints));
    }
}
