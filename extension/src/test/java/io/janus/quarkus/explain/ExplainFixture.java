package io.janus.quarkus.explain;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.janus.balancer.Balancer;
import io.janus.balancer.BalancerContext;
import io.janus.balancer.BalancerFactory;
import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.SpecRefusedException;
import io.janus.proxy.spec.TcpSpec;
import io.janus.proxy.state.AddressBook;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.state.StateWriter;
import io.janus.quarkus.testing.TestHttp;
import io.janus.quarkus.testing.TestSpec;

/**
 * A state without sockets: listener {@code pg} leads to backend {@code app} with endpoints {@code app-1}, {@code app-2}, …, and
 * listener {@code web} has routes.
 */
final class ExplainFixture {

    /** So long that a policy which comes back is asked as often as can be, however busy the machine is. */
    static final Duration LONG = Duration.ofSeconds(20);

    /** Longer than any patience, so that a test learns what became of a trial. */
    private static final int ANSWER_SECONDS = 60;

    /** Any will do that shows ties as such: by a chance of its own, one run in some hundred would not. */
    private static final long SEED = 1;

    final SharedState shared = new SharedState();
    final StateWriter writer;
    private final Map<String, BalancerFactory> policies;
    private final Explainer explainer;

    ExplainFixture() {
        this(Map.of());
    }

    /** @param own policies beside the built-in ones */
    ExplainFixture(Map<String, BalancerFactory> own) {
        this(own, LONG, LONG);
    }

    /**
     * @param longest for how long a policy is asked again
     * @param patience how long an answer is waited for
     */
    ExplainFixture(Map<String, BalancerFactory> own, Duration longest, Duration patience) {
        policies = new HashMap<>(BuiltInBalancers.byName());
        policies.putAll(own);
        writer = new StateWriter(shared, policies, 2, System::nanoTime);
        explainer = new Explainer(shared, new Trials(this::fresh, longest, patience), () -> new SplittableRandom(SEED));
    }

    private record Context(String backend, Map<String, String> options, int loops, LongSupplier nanoClock)
            implements
                BalancerContext {
    }

    private CompletableFuture<Balancer> fresh(BackendSpec backend) {
        return CompletableFuture.completedFuture(backend)
                .thenApply(spec -> Objects.requireNonNull(policies.get(spec.balancer().type()))
                        .create(new Context(spec.name(), spec.balancer().options(), 2, System::nanoTime)));
    }

    static TestSpec app(int endpoints) {
        return TestSpec.app(
                IntStream.rangeClosed(1, endpoints).mapToObj(port -> new HostPort("127.0.0.1", port)).toArray(HostPort[]::new))
                .slowStart(Duration.ZERO).policy("least-request");
    }

    ExplainFixture apply(TestSpec app, HttpSpec http) {
        Map<String, BackendSpec> backends = app.build().backends();
        ListenerSpec pg = new ListenerSpec("pg", new InetSocketAddress("127.0.0.1", 0), 100,
                new TcpSpec("app"));
        try {
            writer.prepare(new ProxySpec(Map.of("web", TestHttp.listener("web", http), "pg", pg), backends),
                    AddressBook.literals()).publish();
        } catch (SpecRefusedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    ExplainFixture routes(RouteSpec... routes) {
        return apply(app(1), TestHttp.http(Optional.empty(), routes));
    }

    ExplainFixture endpoints(TestSpec app) {
        return apply(app, TestHttp.http(Optional.of("app")));
    }

    BackendState backend() {
        BackendState app = shared.current().backends().get("app");
        if (app == null) {
            throw new AssertionError("there is no backend app");
        }
        return app;
    }

    ProxyEndpoint endpoint(int number) {
        return backend().members().stream().filter(one -> one.id().equals("app-" + number)).findFirst().orElseThrow();
    }

    void down(int endpoint) {
        writer.health(endpoint(endpoint), new EndpointHealth(Status.DOWN, "connection refused", Instant.EPOCH));
    }

    Explanation web(String method, String url, String... headers) {
        return explain("web", method, url, "10.1.2.3", headers);
    }

    /** The way alone: no policy is asked. */
    Routed way(String method, String url, String... headers) {
        try {
            return Routed.of(Question.of(method, url, "10.1.2.3", List.of(headers)),
                    Objects.requireNonNull(shared.current().listeners().get("web")));
        } catch (BadQuestionException e) {
            throw new AssertionError(e);
        }
    }

    Explanation session(String client) {
        return explain("pg", "GET", "/", client);
    }

    Explanation explain(String listener, String method, String url, String client, String... headers) {
        try {
            return explainer.explain(listener, Question.of(method, url, client, List.of(headers)))
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS).orElseThrow();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    Picks picks() {
        return session("10.1.2.3").picks().orElseThrow();
    }
}
