package io.janus.proxy.state;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.BackendSnapshot;
import io.janus.balancer.Balancer;
import io.janus.balancer.Picker;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.spec.PoolSpec;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.stats.LatencyHistogram;

/**
 * A backend as event loops read it: the endpoints that may be picked together with the picker that was made for just these, so
 * that an index always resolves against the set it was picked from. Immutable.
 */
public final class BackendState {

    /** Server errors: no other status says that another endpoint may do better. */
    private static final int FIRST_RETRIED = 500;
    private static final int LAST_RETRIED = 599;

    private final BackendSpec spec;
    private final List<ProxyEndpoint> members;
    private final ProxyEndpoint[] eligible;
    private final Balancer balancer;
    private final @Nullable Picker picker;
    private final Membership membership;
    private final long snapshotVersion;
    private final boolean[] retriedStatuses = new boolean[LAST_RETRIED - FIRST_RETRIED + 1];
    private final BackendTotals totals;
    private final long connectTimeoutNanos;
    private final long idleTimeoutNanos;
    private final long responseTimeoutNanos;
    private final long requestTimeoutNanos;
    private final long stallTimeoutNanos;
    private final long pooledIdleNanos;
    private final long poolMaxAgeNanos;
    private final int failuresToEject;

    /**
     * @param membership the eligible endpoints
     * @param balancer the policy
     * @param picker what it made of them
     * @param snapshotVersion of the snapshot that it was made of
     */
    BackendState(BackendSpec spec, List<ProxyEndpoint> members, Membership membership, Balancer balancer,
            @Nullable Picker picker, long snapshotVersion, BackendTotals totals) {
        this.spec = spec;
        this.members = List.copyOf(members);
        this.eligible = membership.endpoints().toArray(new ProxyEndpoint[0]);
        this.balancer = balancer;
        this.picker = picker;
        this.membership = membership;
        this.snapshotVersion = snapshotVersion;
        this.totals = totals;
        spec.retries().statuses().forEach(status -> retriedStatuses[status - FIRST_RETRIED] = true);
        this.connectTimeoutNanos = spec.timeouts().connect().toNanos();
        this.idleTimeoutNanos = spec.timeouts().sessionIdle().toNanos();
        this.responseTimeoutNanos = spec.timeouts().response().toNanos();
        this.requestTimeoutNanos = spec.timeouts().request().map(Duration::toNanos).orElse(0L);
        this.stallTimeoutNanos = spec.timeouts().stall().toNanos();
        this.pooledIdleNanos = spec.timeouts().pooledIdle().toNanos();
        this.poolMaxAgeNanos = spec.pool().maxAge().toNanos();
        this.failuresToEject = spec.ejection().map(EjectionSpec::consecutiveFailures).orElse(0);
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

    /** Whether this very object is its policy: nobody else may update or close it. */
    public boolean isServedBy(Balancer other) {
        return other == balancer;
    }

    /** Whether so few endpoints are left that down or ejected ones are used nevertheless. */
    public boolean panic() {
        return membership.panic();
    }

    /**
     * What the policy was told of the eligible endpoints, put together anew: for who explains, not for requests.
     *
     * @throws IllegalStateException when none is eligible
     */
    public BackendSnapshot snapshot() {
        if (membership.isEmpty()) {
            throw new IllegalStateException("no endpoint of backend " + name() + " is eligible");
        }
        return membership.snapshot(snapshotVersion);
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

    /** How long a TCP session may move no byte. */
    public long idleTimeoutNanos() {
        return idleTimeoutNanos;
    }

    /** How long an endpoint may take from the last byte of a request to the first of its answer's head. */
    public long responseTimeoutNanos() {
        return responseTimeoutNanos;
    }

    /** How long a whole exchange may take; 0 means as long as it takes. */
    public long requestTimeoutNanos() {
        return requestTimeoutNanos;
    }

    /** How long an endpoint may move no byte while it should. */
    public long stallTimeoutNanos() {
        return stallTimeoutNanos;
    }

    /** How long a pooled connection may wait for its next request. */
    public long pooledIdleNanos() {
        return pooledIdleNanos;
    }

    /** How old a connection may be when it is used again; 0 means as old as it gets. */
    public long poolMaxAgeNanos() {
        return poolMaxAgeNanos;
    }

    /** When a failed attempt is followed by another. */
    public RetriesSpec retries() {
        return spec.retries();
    }

    /** How long connections to its endpoints are used again. */
    public PoolSpec pool() {
        return spec.pool();
    }

    /** Whether an answer of this status is followed by another attempt. Allocates nothing, as a set of numbers would. */
    public boolean retriesStatus(int status) {
        return status >= FIRST_RETRIED && status <= LAST_RETRIED && retriedStatuses[status - FIRST_RETRIED];
    }

    /** How many failures in a row take an endpoint out of rotation; 0 when none do. */
    public int failuresToEject() {
        return failuresToEject;
    }

    public int maxAttempts() {
        return spec.retries().maxAttempts();
    }
}
