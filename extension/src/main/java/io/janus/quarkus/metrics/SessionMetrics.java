package io.janus.quarkus.metrics;

import static io.janus.quarkus.metrics.Families.add;
import static io.janus.quarkus.metrics.Families.counter;
import static io.janus.quarkus.metrics.Families.histogram;

import java.util.Collection;
import java.util.List;

import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.stats.SessionEnd;
import io.janus.quarkus.metrics.Families.Bounds;
import io.prometheus.client.Collector.MetricFamilySamples;

/** What listeners that speak TCP count. */
record SessionMetrics(Collection<Listener> listeners) {

    List<MetricFamilySamples> families() {
        var sessions = counter("janus_sessions", "Sessions that ended, by how.", "listener", "end");
        var duration = histogram("janus_session_duration_seconds", "How long sessions lasted, from accept to end.",
                Bounds.SESSION, "listener");
        for (Listener listener : listeners) {
            ListenerState state = listener.state();
            if (state == null || state.sessionBackend() == null) {
                continue;
            }
            String name = listener.name();
            for (SessionEnd end : SessionEnd.values()) {
                add(sessions, List.of(name, end.label()), listener.ends().total(end));
            }
            duration.add(listener.sessionDuration().snapshot(), name);
        }
        return List.of(sessions, duration.family());
    }
}
