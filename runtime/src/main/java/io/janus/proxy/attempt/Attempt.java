package io.janus.proxy.attempt;

import java.net.InetSocketAddress;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.balancer.Picker;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;

/**
 * The attempts of one session, one after the other. Whatever way a session takes out, an attempt is counted in flight from
 * {@link #next} to {@link #end} exactly once, and its policy is told its outcome exactly once. Confined to its loop.
 */
public final class Attempt {

    private static final ProxyEndpoint[] NONE_TRIED = {};

    private final LoopPicks picks;
    private final InetSocketAddress client;
    private ProxyEndpoint[] tried = NONE_TRIED;
    private int number;

    /** The running attempt; all null when none is. */
    private @Nullable BackendState backend;
    private @Nullable Picker picker;
    private @Nullable ProxyEndpoint endpoint;
    private int index;
    private boolean observed;
    private long startNanos;

    public Attempt(LoopPicks picks, InetSocketAddress client) {
        this.picks = picks;
        this.client = client;
    }

    /**
     * Begins the next attempt, on an endpoint that was not tried before.
     *
     * @return the endpoint, in flight from now on; null when the policy has none
     * @throws IllegalStateException when the attempt before has not ended
     */
    public @Nullable ProxyEndpoint next(BackendState backend) {
        if (endpoint != null) {
            throw new IllegalStateException("the attempt on " + endpoint + " has not ended");
        }
        number++;
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
        this.endpoint = chosen;
        this.observed = false;
        chosen.attemptBegan();
        startNanos = System.nanoTime();
        return chosen;
    }

    /** Tells the policy and the counters how it went. Only the first call for each attempt counts. */
    public void observe(Outcome outcome) {
        if (endpoint == null || backend == null || picker == null || observed) {
            return;
        }
        observed = true;
        int loop = picks.ioLoop().index();
        long latencyNanos = Math.max(0, System.nanoTime() - startNanos);
        endpoint.attempts().increment(loop, outcome);
        if (outcome == Outcome.SUCCESS) {
            backend.connectLatency().record(loop, latencyNanos);
        }
        picks.observe(backend, picker, index, outcome, latencyNanos);
    }

    /** Ends it; what was not observed was cancelled. Does nothing when none is running. */
    public void end() {
        if (endpoint == null) {
            return;
        }
        observe(Outcome.CANCELLED);
        endpoint.attemptEnded();
        tried = Arrays.copyOf(tried, tried.length + 1);
        tried[tried.length - 1] = endpoint;
        endpoint = null;
        picker = null;
        backend = null;
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

    boolean hasTried(ProxyEndpoint candidate) {
        for (ProxyEndpoint one : tried) {
            if (one == candidate) {
                return true;
            }
        }
        return false;
    }
}
