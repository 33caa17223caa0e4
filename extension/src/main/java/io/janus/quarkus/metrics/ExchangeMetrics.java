package io.janus.quarkus.metrics;

import static io.janus.quarkus.metrics.Families.add;
import static io.janus.quarkus.metrics.Families.counter;
import static io.janus.quarkus.metrics.Families.histogram;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.BackendTotals.Count;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.stats.LoopCounters;
import io.janus.quarkus.metrics.Families.Bounds;
import io.prometheus.client.Collector.MetricFamilySamples;

/** What backends count of exchanges: those that an HTTP listener leads to. For others all of it could only be 0. */
record ExchangeMetrics(ProxyState state) {

    private static final Map<Count, String> RETRIES = new EnumMap<>(Map.of(
            Count.RETRY_CONNECT_FAILURE, "connect_failure",
            Count.RETRY_RESET, "reset",
            Count.RETRY_TIMEOUT, "timeout",
            Count.RETRY_STATUS, "status"));

    List<MetricFamilySamples> families() {
        var responses = histogram("janus_response_duration_seconds",
                "How long endpoints took to begin their answers, from the pick to the first byte of the head.", Bounds.ANSWER,
                "backend");
        var retries = counter("janus_retries", "Attempts that followed a failed one, by how that failed.", "backend", "reason");
        var spent = counter("janus_retry_budget_spent", "Retries that were not made because the budget was spent.", "backend");
        var connections = counter("janus_endpoint_connections",
                "Connections to endpoints that exchanges took: opened for one, or reused from a pool.", "backend", "how");
        for (String name : backends()) {
            BackendState backend = state.backends().get(name);
            if (backend == null) {
                continue;
            }
            LoopCounters<Count> counts = backend.totals().counts();
            responses.add(backend.totals().responseLatency().snapshot(), name);
            RETRIES.forEach((count, reason) -> add(retries, List.of(name, reason), counts.total(count)));
            add(spent, List.of(name), counts.total(Count.RETRY_BUDGET_SPENT));
            add(connections, List.of(name, "opened"), counts.total(Count.CONNECTION_OPENED));
            add(connections, List.of(name, "reused"), counts.total(Count.CONNECTION_REUSED));
        }
        return List.of(responses.family(), retries, spent, connections);
    }

    private Iterable<String> backends() {
        TreeSet<String> names = new TreeSet<>();
        state.listeners().values().forEach(listener -> {
            if (listener.spec().protocol() instanceof HttpSpec http) {
                names.addAll(http.backends());
            }
        });
        return names;
    }
}
