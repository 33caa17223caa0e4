package io.janus.proxy.state;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.janus.balancer.Outcome;
import io.janus.proxy.stats.LatencyHistogram;
import io.janus.proxy.stats.LoopCounters;

/**
 * The numbers of a backend that outlive its endpoints. An endpoint that leaves is still counted here while its sessions drain,
 * and folded in for good when the last has ended, so the backend's totals never fall.
 */
public final class BackendTotals {

    /** What loops count for a backend. */
    public enum Count {
        /** The policy threw, or answered an index it must not. */
        POLICY_FAILURE
    }

    private final LatencyHistogram connectLatency;
    private final LoopCounters<Count> counts;

    /** Written by the control loop, read by everyone. */
    private final AtomicLong failedUpdates = new AtomicLong();

    /** Both guarded by this object's lock: the control loop writes, the metrics thread reads. No event loop comes here. */
    private final Map<Outcome, Long> folded = new EnumMap<>(Outcome.class);
    private final List<ProxyEndpoint> leaving = new ArrayList<>();

    BackendTotals(int loops) {
        connectLatency = new LatencyHistogram(loops);
        counts = new LoopCounters<>(Count.class, loops);
    }

    public LatencyHistogram connectLatency() {
        return connectLatency;
    }

    public LoopCounters<Count> counts() {
        return counts;
    }

    /** How often the policy failed: on event loops, and when it was told of another membership. */
    public long policyFailures() {
        return counts.total(Count.POLICY_FAILURE) + failedUpdates.get();
    }

    void updateFailed() {
        failedUpdates.incrementAndGet();
    }

    /** How the attempts on endpoints that are gone ended. */
    public synchronized long removed(Outcome outcome) {
        long sum = folded.getOrDefault(outcome, 0L);
        for (ProxyEndpoint endpoint : leaving) {
            sum += endpoint.attempts().total(outcome);
        }
        return sum;
    }

    /** Endpoints that were removed and still have sessions. */
    public synchronized List<ProxyEndpoint> leaving() {
        return leaving.stream().filter(endpoint -> endpoint.inFlight() > 0).toList();
    }

    synchronized void leave(ProxyEndpoint endpoint) {
        leaving.add(endpoint);
    }

    synchronized boolean comeBack(ProxyEndpoint endpoint) {
        return leaving.remove(endpoint);
    }

    /**
     * Lets go of the endpoints whose last session has ended. Not at the moment they leave: until the next state is published,
     * and for a moment after, a loop may still pick them.
     */
    synchronized void foldFinished() {
        leaving.removeIf(endpoint -> {
            if (endpoint.inFlight() > 0) {
                return false;
            }
            for (Outcome outcome : Outcome.values()) {
                folded.merge(outcome, endpoint.attempts().total(outcome), Long::sum);
            }
            return true;
        });
    }
}
