package io.janus.proxy.state;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.janus.balancer.Outcome;
import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.stats.LatencyHistogram;
import io.janus.proxy.stats.LoopCounters;

/**
 * The numbers of a backend that outlive its endpoints. An endpoint that leaves is still counted here while its sessions drain,
 * and folded in for good when the last has ended and no loop picks it any more, so the backend's totals never fall.
 */
public final class BackendTotals {

    /** What loops count for a backend. */
    public enum Count {
        /** The policy threw, or answered an index it must not. */
        POLICY_FAILURE,
        /** An exchange was retried because connecting failed. */
        RETRY_CONNECT_FAILURE,
        /** An exchange was retried because its connection ended before an answer. */
        RETRY_RESET,
        /** An exchange was retried because no answer began in time. */
        RETRY_TIMEOUT,
        /** An exchange was retried because of its answer's status. */
        RETRY_STATUS,
        /** An exchange was not retried because the budget was spent. */
        RETRY_BUDGET_SPENT,
        /** A connection to an endpoint was opened for exchanges. */
        CONNECTION_OPENED,
        /** An exchange took a pooled connection. */
        CONNECTION_REUSED
    }

    /** Between leaving and folding: a loop that read the state before picks within microseconds, unless it is held up. */
    private static final long LAST_PICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LatencyHistogram connectLatency;
    private final LatencyHistogram responseLatency;
    private final LoopCounters<Count> counts;
    private final RetryBudget[] retryBudgets;

    /** Written by the control loop, read by everyone. */
    private final AtomicLong failedUpdates = new AtomicLong();

    /** Written by the control loop, read by everyone. */
    private final AtomicLong ejections = new AtomicLong();

    /** Both guarded by this object's lock: the control loop writes, the metrics thread reads. No event loop comes here. */
    private final Map<Outcome, Long> folded = new EnumMap<>(Outcome.class);
    private final Map<ProxyEndpoint, Long> leavingSinceNanos = new LinkedHashMap<>();

    BackendTotals(RetriesSpec retries, int loops) {
        connectLatency = new LatencyHistogram(loops);
        responseLatency = new LatencyHistogram(loops);
        counts = new LoopCounters<>(Count.class, loops);
        retryBudgets = new RetryBudget[loops];
        Arrays.setAll(retryBudgets, loop -> new RetryBudget(retries, loops));
    }

    /** How many retries a loop may still make; for that loop alone, and the same object while the backend lasts. */
    public RetryBudget retryBudget(int loop) {
        return retryBudgets[loop];
    }

    void retries(RetriesSpec retries) {
        for (RetryBudget budget : retryBudgets) {
            budget.retries(retries);
        }
    }

    public LatencyHistogram connectLatency() {
        return connectLatency;
    }

    /** HTTP: how long endpoints took to begin their answers, from the pick on. */
    public LatencyHistogram responseLatency() {
        return responseLatency;
    }

    public LoopCounters<Count> counts() {
        return counts;
    }

    /** How often the policy failed: on event loops, and when it was told of another membership. */
    public long policyFailures() {
        return counts.total(Count.POLICY_FAILURE) + failedUpdates.get();
    }

    /** How often an endpoint was ejected. */
    public long ejections() {
        return ejections.get();
    }

    void ejected() {
        ejections.incrementAndGet();
    }

    void updateFailed() {
        failedUpdates.incrementAndGet();
    }

    /** How the attempts on endpoints that are gone ended. */
    public synchronized long removed(Outcome outcome) {
        long sum = folded.getOrDefault(outcome, 0L);
        for (ProxyEndpoint endpoint : leavingSinceNanos.keySet()) {
            sum += endpoint.attempts().total(outcome);
        }
        return sum;
    }

    /** Endpoints that were removed and still have sessions. */
    public synchronized List<ProxyEndpoint> leaving() {
        return leavingSinceNanos.keySet().stream().filter(endpoint -> endpoint.inFlight() > 0).toList();
    }

    synchronized void leave(ProxyEndpoint endpoint, long nowNanos) {
        leavingSinceNanos.put(endpoint, nowNanos);
    }

    synchronized boolean comeBack(ProxyEndpoint endpoint) {
        return leavingSinceNanos.remove(endpoint) != null;
    }

    /**
     * Lets go of the endpoints whose last session has ended. Not at the moment they leave, nor with the change after: until the
     * next state is published, and for a moment after, a loop may still pick them.
     */
    synchronized void foldFinished(long nowNanos) {
        leavingSinceNanos.entrySet().removeIf(one -> {
            ProxyEndpoint endpoint = one.getKey();
            if (endpoint.inFlight() > 0 || nowNanos - one.getValue() < LAST_PICK_NANOS) {
                return false;
            }
            for (Outcome outcome : Outcome.values()) {
                folded.merge(outcome, endpoint.attempts().total(outcome), Long::sum);
            }
            return true;
        });
    }
}
