package io.janus.proxy.testing;

import java.net.InetSocketAddress;
import java.time.Duration;
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
import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.spec.PoolSpec;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;

/** A backend in few words. Its defaults are the product's, but for the policy: endpoints are tried in order. */
public final class BackendDraft {

    private final String name;
    private final Map<String, EndpointSpec> endpoints = new LinkedHashMap<>();
    private BalancerSpec balancer = new BalancerSpec(Policies.IN_ORDER, Map.of());
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration responseTimeout = Duration.ofSeconds(60);
    private Optional<Duration> requestTimeout = Optional.empty();
    private Duration stallTimeout = Duration.ofSeconds(300);
    private Optional<Duration> idleTimeout = Optional.empty();
    private int maxAttempts = 2;
    private Set<Condition> retryWhen = Set.of(Condition.CONNECT_FAILURE, Condition.RESET);
    private Set<Integer> retryStatuses = Set.of();
    private Duration backoff = Duration.ofMillis(25);
    private int budgetPercent = 20;
    private int budgetMinPerSecond = 10;
    private int poolMaxIdle = 1024;
    private Duration poolMaxAge = Duration.ZERO;
    private int poolMaxRequests;
    private Optional<EjectionSpec> ejection = Optional.of(
            new EjectionSpec(5, Duration.ofSeconds(30), Duration.ofSeconds(300), 33));
    private PanicSpec panic = new PanicSpec(50, true);
    private Duration slowStart = Duration.ofSeconds(30);

    BackendDraft(String name) {
        this.name = name;
    }

    /** Endpoints {@code a}, {@code b}, … of weight 1. */
    public BackendDraft endpoints(InetSocketAddress... addresses) {
        char id = 'a';
        for (InetSocketAddress address : addresses) {
            endpoint(String.valueOf(id++), address);
        }
        return this;
    }

    public BackendDraft endpoint(String id, InetSocketAddress address) {
        return endpoint(id, address, 1);
    }

    public BackendDraft endpoint(String id, InetSocketAddress address, int weight) {
        return endpoint(id, new HostPort(address.getAddress().getHostAddress(), address.getPort()), weight);
    }

    public BackendDraft endpoint(String id, HostPort address, int weight) {
        endpoints.put(id, new EndpointSpec(id, address, weight, Map.of()));
        return this;
    }

    public BackendDraft policy(String type) {
        return policy(type, Map.of());
    }

    public BackendDraft policy(String type, Map<String, String> options) {
        balancer = new BalancerSpec(type, options);
        return this;
    }

    public BackendDraft connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    public BackendDraft idleTimeout(Duration timeout) {
        idleTimeout = Optional.of(timeout);
        return this;
    }

    public BackendDraft responseTimeout(Duration timeout) {
        responseTimeout = timeout;
        return this;
    }

    public BackendDraft requestTimeout(Duration timeout) {
        requestTimeout = Optional.of(timeout);
        return this;
    }

    public BackendDraft stallTimeout(Duration timeout) {
        stallTimeout = timeout;
        return this;
    }

    public BackendDraft retryWhen(Condition... conditions) {
        retryWhen = Set.of(conditions);
        return this;
    }

    public BackendDraft retryStatuses(Integer... statuses) {
        retryStatuses = Set.of(statuses);
        return this;
    }

    public BackendDraft backoff(Duration base) {
        backoff = base;
        return this;
    }

    public BackendDraft retryBudget(int percent, int minPerSecond) {
        budgetPercent = percent;
        budgetMinPerSecond = minPerSecond;
        return this;
    }

    public BackendDraft pool(int maxIdle, Duration maxAge, int maxRequests) {
        poolMaxIdle = maxIdle;
        poolMaxAge = maxAge;
        poolMaxRequests = maxRequests;
        return this;
    }

    public BackendDraft maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    /** So many failures in a row make the control plane eject an endpoint; 0 never does. */
    public BackendDraft failuresToEject(int failures) {
        ejection = failures == 0 ? Optional.empty()
                : Optional.of(new EjectionSpec(failures, Duration.ofSeconds(30), Duration.ofSeconds(300), 33));
        return this;
    }

    /** Ejections are ignored when fewer of the up endpoints are left. */
    public BackendDraft panicThreshold(int percent) {
        panic = new PanicSpec(percent, panic.failOpen());
        return this;
    }

    public BackendDraft slowStart(Duration time) {
        slowStart = time;
        return this;
    }

    /** None is used when all are down. */
    public BackendDraft failClosed() {
        panic = new PanicSpec(panic.thresholdPercent(), false);
        return this;
    }

    BackendSpec build() {
        return new BackendSpec(name, balancer, endpoints, Optional.empty(),
                new BackendTimeouts(connectTimeout, responseTimeout, requestTimeout, stallTimeout, idleTimeout),
                new RetriesSpec(maxAttempts, retryWhen, retryStatuses, backoff, backoff.multipliedBy(10), budgetPercent,
                        budgetMinPerSecond),
                new PoolSpec(poolMaxIdle, poolMaxAge, poolMaxRequests), ejection, panic, slowStart, OnDown.KEEP, Duration.ZERO,
                Duration.ofSeconds(30));
    }
}
