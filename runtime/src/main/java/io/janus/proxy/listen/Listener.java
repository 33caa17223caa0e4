package io.janus.proxy.listen;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.SharedState;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.EventRing;
import io.janus.proxy.stats.LatencyHistogram;
import io.janus.proxy.stats.LoopCounters;
import io.janus.proxy.stats.ProxyEvent;
import io.janus.proxy.stats.SessionEnd;

/**
 * A listener, alive: its open connections and its numbers, which last as long as its name is configured. What it should do is
 * in its {@link ListenerState}; the sockets beneath it are a {@link BoundAddress}'s.
 */
public final class Listener {

    /** What a listener counts besides ends and errors. */
    public enum Traffic {
        /** Client connections accepted. */
        CONNECTIONS,
        /** Bytes read from clients. */
        BYTES_FROM_CLIENTS,
        /** Bytes read from endpoints, on their way to clients. */
        BYTES_TO_CLIENTS
    }

    private final String name;
    private final SharedState shared;
    private final EventRing ring;
    private final Runnable rest;
    private final LoopCounters<Traffic> traffic;
    private final LoopCounters<SessionEnd> ends;
    private final LoopCounters<ErrorCode> errors;
    private final LatencyHistogram sessionDuration;
    private final LatencyHistogram requestDuration;

    /**
     * Client connections open now. Written by all event loops, read by everyone; twice a connection, so contention is no
     * matter.
     */
    private final AtomicInteger connections = new AtomicInteger();

    /** Written by the control loop, read by everyone. */
    private volatile InetSocketAddress address;

    /**
     * What was in force when it was last configured: for connections accepted while it is being removed. As {@link #address}.
     */
    private volatile @Nullable ListenerState last;

    Listener(String name, InetSocketAddress address, SharedState shared, EventRing ring, int loops, Runnable rest) {
        this.name = name;
        this.address = address;
        this.shared = shared;
        this.ring = ring;
        this.rest = rest;
        this.traffic = new LoopCounters<>(Traffic.class, loops);
        this.ends = new LoopCounters<>(SessionEnd.class, loops);
        this.errors = new LoopCounters<>(ErrorCode.class, loops);
        this.sessionDuration = new LatencyHistogram(loops);
        this.requestDuration = new LatencyHistogram(loops);
    }

    public String name() {
        return name;
    }

    /** The bound address; with the real port where 0 was asked for. */
    public InetSocketAddress address() {
        return address;
    }

    /** Client connections open now, over all loops. */
    public int connections() {
        return connections.get();
    }

    public LoopCounters<Traffic> traffic() {
        return traffic;
    }

    public LoopCounters<SessionEnd> ends() {
        return ends;
    }

    public LoopCounters<ErrorCode> errors() {
        return errors;
    }

    /** TCP: from accept to end. */
    public LatencyHistogram sessionDuration() {
        return sessionDuration;
    }

    /** HTTP: from the last byte of a request's head to the last of its answer. */
    public LatencyHistogram requestDuration() {
        return requestDuration;
    }

    /** What it should do now; null before it was ever configured. Any thread. */
    public @Nullable ListenerState state() {
        ListenerState current = shared.current().listeners().get(name);
        return current != null ? current : last;
    }

    /** The backend of a name as it is now; null when there is none any more. Any thread. */
    public @Nullable BackendState backend(String name) {
        return shared.current().backends().get(name);
    }

    /** Counts something that went wrong and tells its story. On that loop. */
    public void error(int loop, ErrorCode code, @Nullable InetSocketAddress peer, @Nullable String detail) {
        tell(loop, code, false, peer, detail);
    }

    /** As {@link #error}, where a client is answered with the status of the code. On that loop. */
    public void answered(int loop, ErrorCode code, @Nullable InetSocketAddress peer, @Nullable String detail) {
        tell(loop, code, true, peer, detail);
    }

    private void tell(int loop, ErrorCode code, boolean answered, @Nullable InetSocketAddress peer, @Nullable String detail) {
        errors.increment(loop, code);
        ring.offer(new ProxyEvent(code, answered, name, peer, detail));
    }

    /** Takes one more connection, unless as many as allowed are open. Any loop. */
    boolean admit() {
        ListenerState now = state();
        if (now == null) {
            return false;
        }
        if (connections.incrementAndGet() > now.spec().maxConnections()) {
            connections.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives back what {@link #admit} took. Any loop, once for each connection. */
    public void left() {
        connections.decrementAndGet();
    }

    /** There is no descriptor left: accepting rests on all listeners, and resumes by itself. Any loop. */
    public void exhausted() {
        rest.run();
    }

    void moved(InetSocketAddress address) {
        this.address = address;
    }

    void configured(@Nullable ListenerState state) {
        this.last = state;
    }
}
