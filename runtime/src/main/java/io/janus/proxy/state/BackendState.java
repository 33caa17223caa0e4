package io.janus.proxy.state;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Picker;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.stats.LatencyHistogram;

/**
 * A backend as event loops read it: the endpoints that may be picked together with the picker that was made for just these, so
 * that an index always resolves against the set it was picked from. Immutable.
 */
public final class BackendState {

    private final BackendSpec spec;
    private final List<ProxyEndpoint> members;
    private final ProxyEndpoint[] eligible;
    private final @Nullable Picker picker;
    private final boolean panic;
    private final BackendTotals totals;
    private final long connectTimeoutNanos;
    private final long idleTimeoutNanos;

    BackendState(BackendSpec spec, List<ProxyEndpoint> members, List<ProxyEndpoint> eligible, @Nullable Picker picker,
            boolean panic, BackendTotals totals) {
        this.spec = spec;
        this.members = List.copyOf(members);
        this.eligible = eligible.toArray(new ProxyEndpoint[0]);
        this.picker = picker;
        this.panic = panic;
        this.totals = totals;
        this.connectTimeoutNanos = spec.connectTimeout().toNanos();
        this.idleTimeoutNanos = spec.idleTimeout().toNanos();
    }

    /** What the operator wants of it. */
    public BackendSpec spec() {
        return spec;
    }

    public String name() {
        return spec.name();
    }

    /** All its endpoints, eligible or not, ordered by id. */
    public List<ProxyEndpoint> members() {
        return members;
    }

    /** How many endpoints may be picked. */
    public int eligibleCount() {
        return eligible.length;
    }

    /** The endpoint that the picker's index stands for. */
    public ProxyEndpoint eligible(int index) {
        return eligible[index];
    }

    /** The published policy; null exactly when no endpoint is eligible. */
    public @Nullable Picker picker() {
        return picker;
    }

    /** Whether all endpoints are down and all are used nevertheless. */
    public boolean panic() {
        return panic;
    }

    /** Its numbers; the same object while the backend lasts. */
    public BackendTotals totals() {
        return totals;
    }

    /** How long connecting took, for attempts that succeeded. */
    public LatencyHistogram connectLatency() {
        return totals.connectLatency();
    }

    public long connectTimeoutNanos() {
        return connectTimeoutNanos;
    }

    public long idleTimeoutNanos() {
        return idleTimeoutNanos;
    }

    public int maxAttempts() {
        return spec.maxAttempts();
    }
}
