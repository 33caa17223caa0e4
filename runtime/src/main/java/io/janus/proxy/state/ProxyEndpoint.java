package io.janus.proxy.state;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.janus.balancer.Endpoint;
import io.janus.balancer.Outcome;
import io.janus.proxy.stats.LoopCounters;

/**
 * An endpoint, alive: what policies see of it, and the cells that event loops and the control plane share. The same object in
 * every state while its identity (backend, id, address) lasts; a reload keeps it and all it knows.
 */
public final class ProxyEndpoint implements Endpoint {

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

    /** The configured weight. Written by the control loop, read by everyone. */
    private volatile int weight;

    ProxyEndpoint(String backend, String id, InetSocketAddress address, int loops, EndpointHealth health) {
        this.backend = backend;
        this.id = id;
        this.address = address;
        this.attempts = new LoopCounters<>(Outcome.class, loops);
        this.health = health;
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

    /** Its configured weight, 0 to 1000. */
    public int weight() {
        return weight;
    }

    /** Counts an attempt in flight. On the event loop that picked. */
    public void attemptBegan() {
        inFlight.getAndIncrement();
    }

    /** Takes an attempt out of flight again. On the event loop that picked, once for every {@link #attemptBegan()}. */
    public void attemptEnded() {
        inFlight.getAndDecrement();
    }

    void describe(Map<String, String> labels, int weight) {
        this.labels = labels;
        this.weight = weight;
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

    @Override
    public String toString() {
        return backend + "/" + id + " at " + address;
    }

    /** An atomic integer with a cache line of its own: 64 bytes of fields on either side would be more than the value. */
    @SuppressWarnings("unused")
    private static final class PaddedInteger extends AtomicInteger {
        private static final long serialVersionUID = 1;
        private long p1, p2, p3, p4, p5, p6, p7;
        private long q1, q2, q3, q4, q5, q6, q7;
    }
}
