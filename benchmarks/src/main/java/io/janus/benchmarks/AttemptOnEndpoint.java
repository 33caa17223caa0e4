package io.janus.benchmarks;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Outcome;
import io.janus.proxy.attempt.Attempt;
import io.janus.proxy.attempt.LoopPicks;
import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.io.IoLoops;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.stats.EventRing;

/**
 * What the data plane does about an attempt beside moving bytes: it asks the policy and checks the answer, counts in flight and
 * out again, tells the policy and the endpoint's counters how it went. {@value #NO_POLICY} costs next to nothing itself: what
 * the others cost more is their pick.
 *
 * <p>
 * The loop is a real one, which does nothing meanwhile: what is confined to it is used by the measuring thread alone.
 */
public class AttemptOnEndpoint extends NanosPerCall {

    /** Answers the first endpoint that is accepted. */
    static final String NO_POLICY = "first";

    /** How long an attempt seems to take; no policy here goes by it. */
    private static final long LATENCY_NANOS = 1_000_000;

    @Param({ NO_POLICY, "round-robin", "random", "least-request", "ip-hash" })
    public String policy = NO_POLICY;

    @Param({ "3", "1000" })
    public int count = 3;

    private final InetSocketAddress[] clients = Clients.addresses();
    private final Walk walk = new Walk(clients.length);
    private IoLoops loops;
    private BackendState backend;
    private Attempt attempt;
    private long nowNanos;

    @Setup
    public void publish() {
        Map<String, BalancerFactory> policies = new TreeMap<>(BuiltInBalancers.byName());
        policies.put(NO_POLICY, context -> snapshot -> request -> request.accepts(0) ? 0 : 1);
        backend = PublishedBackend.of(policies, policy, count, number -> 1);
        loops = new IoLoops(1);
        attempt = new Attempt(new LoopPicks(loops.get(0), new EventRing()), clients[0]);
    }

    @TearDown
    public void close() {
        loops.close();
    }

    /** A request that is served at the first attempt. */
    @Benchmark
    public @Nullable ProxyEndpoint served() {
        attempt.reset(clients[walk.next()], null);
        ProxyEndpoint endpoint = attempt.next(backend, nowNanos);
        nowNanos += LATENCY_NANOS;
        attempt.observe(Outcome.SUCCESS, nowNanos);
        attempt.served();
        attempt.end();
        return endpoint;
    }

    /** A request whose first endpoint refuses to connect, and which is served by another: two picks. */
    @Benchmark
    public @Nullable ProxyEndpoint servedByAnother() {
        attempt.reset(clients[walk.next()], null);
        attempt.next(backend, nowNanos);
        nowNanos += LATENCY_NANOS;
        attempt.observe(Outcome.CONNECT_FAILURE, nowNanos);
        attempt.end();
        ProxyEndpoint endpoint = attempt.next(backend, nowNanos);
        nowNanos += LATENCY_NANOS;
        attempt.observe(Outcome.SUCCESS, nowNanos);
        attempt.served();
        attempt.end();
        return endpoint;
    }

    BackendState backend() {
        return backend;
    }
}
