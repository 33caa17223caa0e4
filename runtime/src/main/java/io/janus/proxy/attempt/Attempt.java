package io.janus.proxy.attempt;

import java.net.InetSocketAddress;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.balancer.Picker;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;

/**
 * The attempts of one session or exchange, one after the other. Whatever way out it takes, an attempt is counted in flight from
 * {@link #next} to {@link #end} exactly once, and its policy is told its outcome exactly once. Confined to its loop.
 */
public final class Attempt {

    private static final ProxyEndpoint[] NONE_TRIED = {};

    private final LoopPicks picks;
    private InetSocketAddress client;
    private @Nullable RequestFields fields;
    private ProxyEndpoint[] tried = NONE_TRIED;
    private int triedCount;
    private int number;

    /** The endpoint of the attempt before; noted as tried only when another follows, which is rare. */
    private @Nullable ProxyEndpoint before;

    /** What picked for the running attempt, until it was told of it: a session may last longer than its policy. */
    private @Nullable BackendState backend;
    private @Nullable Picker picker;

    /** The running attempt; null when none is. */
    private @Nullable ProxyEndpoint endpoint;
    private int index;

    /** How many failures in a row its backend bears; 0 for any number. */
    private int failuresToEject;

    /** What the endpoint's failures counted towards when it was picked, and whether this attempt is counted there. */
    private int streak;
    private boolean blamed;
    private boolean observed;
    private long startNanos;

    /** @param client the client, until {@link #reset} names another */
    public Attempt(LoopPicks picks, InetSocketAddress client) {
        this.picks = picks;
        this.client = client;
    }

    /**
     * Begins anew, for another request of the same connection; nothing was tried yet.
     *
     * @param client the client of the request
     * @param fields its header fields; null when it has none
     */
    public void reset(InetSocketAddress client, @Nullable RequestFields fields) {
        this.client = client;
        this.fields = fields;
        this.number = 0;
        this.before = null;
        if (triedCount > 0) {
            Arrays.fill(tried, 0, triedCount, null);
            triedCount = 0;
        }
    }

    /**
     * Begins the next attempt, on an endpoint that was not tried before.
     *
     * @param nowNanos the time, by {@link System#nanoTime()}
     * @return the endpoint, in flight from now on; null when the policy has none
     * @throws IllegalStateException when the attempt before has not ended
     */
    public @Nullable ProxyEndpoint next(BackendState backend, long nowNanos) {
        if (endpoint != null) {
            throw new IllegalStateException("the attempt on " + endpoint + " has not ended");
        }
        number++;
        if (before != null) {
            noteTried(before);
        }
        Picker policy = backend.picker();
        if (policy == null) {
            return null;
        }
        int picked = picks.pick(backend, policy, this);
        if (picked == Picker.NONE) {
            return null;
        }
        ProxyEndpoint chosen = backend.eligible(picked);
        this.backend = backend;
        this.picker = policy;
        this.index = picked;
        this.failuresToEject = backend.failuresToEject();
        this.streak = chosen.failures().number();
        this.blamed = false;
        this.endpoint = chosen;
        this.observed = false;
        chosen.attemptBegan();
        startNanos = nowNanos;
        return chosen;
    }

    /** Whether there is an endpoint that was not tried, the running attempt's included. */
    public boolean hasUntried(BackendState backend) {
        for (int i = 0; i < backend.eligibleCount(); i++) {
            ProxyEndpoint candidate = backend.eligible(i);
            if (candidate != endpoint && candidate != before && !hasTried(candidate)) {
                return true;
            }
        }
        return false;
    }

    /** Lets the next attempt go where the ones before went: there is no other endpoint. */
    public void forgetTried() {
        before = null;
        triedCount = 0;
    }

    private void noteTried(ProxyEndpoint endpoint) {
        if (triedCount == tried.length) {
            tried = Arrays.copyOf(tried, tried.length + 4);
        }
        tried[triedCount++] = endpoint;
        before = null;
    }

    /**
     * Tells the policy and the endpoint's counters how it went. Only the first call for each attempt counts.
     *
     * @param nowNanos the time, by {@link System#nanoTime()}
     */
    public void observe(Outcome outcome, long nowNanos) {
        if (endpoint == null || backend == null || picker == null || observed) {
            return;
        }
        observed = true;
        endpoint.attempts().increment(picks.ioLoop().index(), outcome);
        picks.observe(backend, picker, index, outcome, Math.max(0, nowNanos - startNanos));
        backend = null;
        picker = null;
    }

    /**
     * The endpoint did to the end what it was asked for, so its streak of failures is over. Not known when a head arrives: an
     * endpoint that dies inside each of its answers serves none.
     */
    public void served() {
        if (endpoint != null) {
            endpoint.failures().ended();
        }
    }

    /**
     * Counts one more failure of the endpoint in a row, once for each attempt. Not the same as its {@linkplain #observe
     * outcome}: that may be some client's doing, or be success although the endpoint dies inside its answer.
     */
    public void blame(Outcome how) {
        if (endpoint != null && failuresToEject > 0 && !blamed) {
            blamed = true;
            endpoint.failures().failed(how, failuresToEject, streak);
        }
    }

    /** Ends it; what was not observed was cancelled. Does nothing when none is running. */
    public void end() {
        if (endpoint == null) {
            return;
        }
        if (!observed) {
            observe(Outcome.CANCELLED, System.nanoTime());
        }
        endpoint.attemptEnded();
        before = endpoint;
        endpoint = null;
    }

    /** The endpoint of the running attempt; null when none is running. */
    public @Nullable ProxyEndpoint endpoint() {
        return endpoint;
    }

    /** How many attempts were begun: 1 while the first runs. */
    public int number() {
        return number;
    }

    /** When the running attempt began, by {@link System#nanoTime()}. */
    public long startNanos() {
        return startNanos;
    }

    InetSocketAddress client() {
        return client;
    }

    @Nullable
    RequestFields fields() {
        return fields;
    }

    boolean hasTried(ProxyEndpoint candidate) {
        for (int i = 0; i < triedCount; i++) {
            if (tried[i] == candidate) {
                return true;
            }
        }
        return false;
    }
}
