package io.janus.quarkus.live;

import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.BackendTotals.Count;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.LatencyHistogram;
import io.janus.proxy.stats.LoopCounters;
import io.janus.proxy.stats.StatusClass;

/**
 * What everything had counted at one moment. The keys are the objects that count and not their names: another of the same name
 * began at its own zero. Not changed once it is filled.
 */
final class Totals {

    /** Of a listener. */
    static final int CONNECTIONS = 0;
    static final int BYTES_IN = 1;
    static final int BYTES_OUT = 2;
    static final int ERRORS = 3;

    /** Of a route. */
    static final int REQUESTS = 0;
    static final int CLIENT_ERRORS = 1;
    static final int SERVER_ERRORS = 2;

    /** Of an endpoint. */
    static final int ATTEMPTS = 0;
    static final int FAILURES = 1;

    /** Of a backend. */
    static final int RETRIES = 0;

    private static final Set<Outcome> FAILED = EnumSet.of(Outcome.FAILURE, Outcome.TIMEOUT, Outcome.CONNECT_FAILURE);

    private static final Set<Count> RETRIED = EnumSet.of(Count.RETRY_CONNECT_FAILURE, Count.RETRY_RESET, Count.RETRY_TIMEOUT,
            Count.RETRY_STATUS);

    /** A policy that fails harms no session. */
    private static final Set<ErrorCode> HARMFUL = EnumSet.complementOf(EnumSet.of(ErrorCode.POLICY_FAILURE));

    private final long nanos;
    private final Map<Object, long[]> counts = new IdentityHashMap<>();
    private final Map<LatencyHistogram, LatencyHistogram.Snapshot> latencies = new IdentityHashMap<>();

    /** @param nanos when, by the clock that all of them are taken by */
    Totals(long nanos) {
        this.nanos = nanos;
    }

    static Totals of(View view, long nanos) {
        Totals totals = new Totals(nanos);
        totals.latency(view.lag());
        view.listeners().forEach(totals::listener);
        view.state().backends().values().forEach(totals::backend);
        return totals;
    }

    private void listener(View.Bound bound) {
        Listener listener = bound.listener();
        LoopCounters<Traffic> traffic = listener.traffic();
        count(listener, traffic.total(Traffic.CONNECTIONS), traffic.total(Traffic.BYTES_FROM_CLIENTS),
                traffic.total(Traffic.BYTES_TO_CLIENTS), HARMFUL.stream().mapToLong(listener.errors()::total).sum());
        HttpState http = bound.http();
        latency(http == null ? listener.sessionDuration() : listener.requestDuration());
        if (http != null) {
            for (RouteTotals route : http.totals()) {
                route(route);
            }
        }
    }

    /** Each class is looked at once, while loops count: errors are never more than requests. */
    private void route(RouteTotals route) {
        long all = 0;
        long clientErrors = 0;
        long serverErrors = 0;
        for (StatusClass status : StatusClass.values()) {
            long total = route.requests().total(status);
            all += total;
            clientErrors += status == StatusClass.CLIENT_ERROR ? total : 0;
            serverErrors += status == StatusClass.SERVER_ERROR ? total : 0;
        }
        count(route, all, clientErrors, serverErrors);
    }

    private void backend(BackendState backend) {
        count(backend.totals(), RETRIED.stream().mapToLong(backend.totals().counts()::total).sum());
        latency(backend.totals().responseLatency());
        latency(backend.connectLatency());
        for (ProxyEndpoint endpoint : backend.members()) {
            long all = 0;
            long failed = 0;
            for (Outcome outcome : Outcome.values()) {
                long total = endpoint.attempts().total(outcome);
                all += total;
                failed += FAILED.contains(outcome) ? total : 0;
            }
            count(endpoint, all, failed);
        }
    }

    void count(Object owner, long... totals) {
        counts.put(owner, totals);
    }

    void latency(LatencyHistogram histogram) {
        latencies.put(histogram, histogram.snapshot());
    }

    long nanos() {
        return nanos;
    }

    /** Null when it was not there. */
    long @Nullable [] of(Object owner) {
        return counts.get(owner);
    }

    /** Null when it was not there. */
    LatencyHistogram.@Nullable Snapshot of(LatencyHistogram histogram) {
        return latencies.get(histogram);
    }
}
