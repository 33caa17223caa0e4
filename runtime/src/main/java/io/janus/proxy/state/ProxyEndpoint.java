package io.janus.proxy.state;

import java.net.InetSocketAddress;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Endpoint;
import io.janus.balancer.Outcome;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.stats.LoopCounters;

/**
 * An endpoint, alive: what policies see of it, and the cells that event loops and the control plane share. The same object in
 * every state while its identity (backend, id, address) lasts; a reload keeps it and all it knows.
 */
public final class ProxyEndpoint implements Endpoint {

    /** All of an endpoint's weight counts. */
    public static final int FULLY_WARM = 100;

    /** What an endpoint that was added or recovered begins with: a tenth of its weight. */
    public static final int COLD = 10;

    private final String backend;
    private final String id;
    private final InetSocketAddress address;
    private final LoopCounters<Outcome> attempts;

    /**
     * Attempts running now. Written by all event loops, read by everyone: the one cell loops contend for, so it stands alone.
     */
    private final PaddedInteger inFlight = new PaddedInteger();

    /** Written by the control loop, read by everyone. */
    private volatile Map<String, String> labels;

    /** Written by the control loop, read by everyone. */
    private volatile EndpointHealth health;

    /** Whether it was taken out of the configuration, and drains. Written by the control loop, read by event loops. */
    private volatile boolean leaving;

    /** The weight in force, and the configured one. Written by the control loop, read by everyone. */
    private volatile int weight;
    private volatile int configuredWeight;

    /** Null when there is none. Written by the control loop, read by everyone. */
    private volatile @Nullable WeightOverride override;

    /** How much of its weight counts, in percent. Written by the control loop, read by everyone. */
    private volatile int warmPercent;

    /** Null when it is not ejected. Written by the control loop, read by everyone. */
    private volatile @Nullable Ejection ejection;

    private final FailureStreak failures = new FailureStreak();

    ProxyEndpoint(String backend, String id, InetSocketAddress address, int loops, EndpointHealth health, int warmPercent) {
        this.backend = backend;
        this.id = id;
        this.address = address;
        this.attempts = new LoopCounters<>(Outcome.class, loops);
        this.health = health;
        this.warmPercent = warmPercent;
        this.labels = Map.of();
    }

    /** The backend it belongs to. */
    public String backend() {
        return backend;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    /** How its attempts ended. Each loop writes its own, everyone reads. */
    public LoopCounters<Outcome> attempts() {
        return attempts;
    }

    /** What is known of its health. */
    public EndpointHealth health() {
        return health;
    }

    /** Whether it was taken out of the configuration: what runs on it may end, and nothing else begins. Any thread. */
    public boolean isLeaving() {
        return leaving;
    }

    /** Whether it can get traffic at all: it has a weight above 0 and an address. Any thread. */
    public boolean isUsable() {
        return weight > 0 && health.status() != Status.UNRESOLVED;
    }

    /** Whether it can get traffic, and its probes do not speak against it. Any thread. */
    public boolean isUsableAndUp() {
        return isUsable() && health.status() == Status.UP;
    }

    /** Its weight, 0 to 1000: the configured one unless it is {@linkplain #override overridden}. Any thread. */
    public int weight() {
        return weight;
    }

    /** The weight that the configuration gives it, 0 to 1000. Any thread. */
    public int configuredWeight() {
        return configuredWeight;
    }

    /** What an operator set in place of the configuration; null when nothing is. Any thread. */
    public @Nullable WeightOverride override() {
        return override;
    }

    /** Whether an operator took it out of rotation. Any thread. */
    public boolean isDrained() {
        WeightOverride set = override;
        return set != null && set.drained();
    }

    /**
     * How much of its weight counts, in percent: {@value #FULLY_WARM}, or less while it starts slowly. Any thread.
     */
    public int warmPercent() {
        return warmPercent;
    }

    /** Its ejection; null when it is not ejected. Any thread. */
    public @Nullable Ejection ejection() {
        return ejection;
    }

    /** How many attempts on it failed in a row. */
    public FailureStreak failures() {
        return failures;
    }

    /** Counts an attempt in flight. On the event loop that picked. */
    public void attemptBegan() {
        inFlight.getAndIncrement();
    }

    /** Takes an attempt out of flight again. On the event loop that picked, once for every {@link #attemptBegan()}. */
    public void attemptEnded() {
        inFlight.getAndDecrement();
    }

    void describe(Map<String, String> labels, int configuredWeight, @Nullable WeightOverride override) {
        this.labels = labels;
        this.configuredWeight = configuredWeight;
        this.override = override;
        this.weight = override == null ? configuredWeight : override.over(configuredWeight);
    }

    void leaves() {
        leaving = true;
    }

    void comesBack() {
        leaving = false;
    }

    void health(EndpointHealth health) {
        this.health = health;
    }

    void warm(int percent) {
        warmPercent = percent;
    }

    void ejection(@Nullable Ejection ejection) {
        this.ejection = ejection;
    }

    @Override
    public String toString() {
        return backend + "/" + id + " at " + address;
    }
}
