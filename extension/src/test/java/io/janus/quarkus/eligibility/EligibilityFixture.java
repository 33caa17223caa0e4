package io.janus.quarkus.eligibility;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Outcome;
import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.FailureStreak;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;
import io.janus.quarkus.testing.TestSpec;

/** A backend whose endpoints are {@code app-1}, {@code app-2}, …, without sockets, and a clock that the test moves on. */
final class EligibilityFixture {

    final SharedState shared = new SharedState();
    final StateWriter writer;
    long nanos = 1_000_000_000_000L;

    EligibilityFixture() {
        BalancerFactory first = context -> snapshot -> request -> 0;
        writer = new StateWriter(shared, Map.of("any", first, "ip-hash", first), 1, () -> nanos);
    }

    static TestSpec spec(int endpoints) {
        return TestSpec.app(
                IntStream.rangeClosed(1, endpoints).mapToObj(port -> new HostPort("127.0.0.1", port)).toArray(HostPort[]::new));
    }

    void apply(TestSpec spec) {
        try {
            writer.prepare(spec.build(), AddressBook.literals()).publish();
        } catch (SpecRefusedException e) {
            throw new AssertionError(e);
        }
    }

    void apply(int endpoints) {
        apply(spec(endpoints));
    }

    void apply(int endpoints, EjectionSpec ejection) {
        apply(spec(endpoints).ejection(Optional.of(ejection)));
    }

    BackendState app() {
        BackendState app = shared.current().backends().get("app");
        if (app == null) {
            throw new AssertionError("there is no backend app");
        }
        return app;
    }

    ProxyEndpoint endpoint(int number) {
        return app().members().stream().filter(one -> one.id().equals("app-" + number)).findFirst().orElseThrow();
    }

    /** The numbers of the endpoints that may be picked. */
    List<Integer> eligible() {
        return IntStream.range(0, app().eligibleCount()).map(i -> app().eligible(i).address().getPort()).boxed().toList();
    }

    void fail(int endpoint, int times) {
        for (int i = 0; i < times; i++) {
            FailureStreak failures = endpoint(endpoint).failures();
            failures.failed(Outcome.TIMEOUT, app().failuresToEject(), failures.number());
        }
    }

    void health(int endpoint, Status status) {
        writer.health(endpoint(endpoint), new EndpointHealth(status, "the test says so", Instant.EPOCH));
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }
}
