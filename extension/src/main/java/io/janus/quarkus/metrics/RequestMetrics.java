package io.janus.quarkus.metrics;

import static io.janus.quarkus.metrics.Families.add;
import static io.janus.quarkus.metrics.Families.counter;
import static io.janus.quarkus.metrics.Families.histogram;

import java.util.Collection;
import java.util.List;

import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.RouteTotals;
import io.janus.proxy.stats.StatusClass;
import io.janus.quarkus.metrics.Families.Bounds;
import io.prometheus.client.Collector.MetricFamilySamples;

/** What listeners that speak HTTP count. */
record RequestMetrics(Collection<Listener> listeners) {

    List<MetricFamilySamples> families() {
        var requests = counter("janus_requests", "Requests, by their route and the class of the status they were answered.",
                "listener", "route", "status_class");
        var duration = histogram("janus_request_duration_seconds",
                "How long requests took, from the last byte of their head to the last of their answer.", Bounds.ANSWER,
                "listener");
        for (Listener listener : listeners) {
            ListenerState state = listener.state();
            HttpState http = state == null ? null : state.http();
            if (http == null) {
                continue;
            }
            String name = listener.name();
            for (RouteTotals route : http.totals()) {
                for (StatusClass status : StatusClass.values()) {
                    add(requests, List.of(name, route.label(), status.label()), route.requests().total(status));
                }
            }
            duration.add(listener.requestDuration().snapshot(), name);
        }
        return List.of(requests, duration.family());
    }
}
