package io.janus.quarkus.metrics;

import static io.janus.quarkus.metrics.Families.add;
import static io.janus.quarkus.metrics.Families.counter;
import static io.janus.quarkus.metrics.Families.gauge;
import static io.janus.quarkus.metrics.Families.histogram;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.janus.proxy.listen.Listener;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.stats.ErrorCode;
import io.janus.proxy.stats.SessionEnd;
import io.janus.quarkus.metrics.Families.Bounds;
import io.prometheus.client.Collector.MetricFamilySamples;

/** What listeners count. */
record ListenerMetrics(Collection<Listener> listeners) {

    /** A policy that fails is counted for its backend. */
    private static final Set<ErrorCode> OF_LISTENERS = EnumSet.complementOf(EnumSet.of(ErrorCode.POLICY_FAILURE));

    List<MetricFamilySamples> families() {
        var connections = gauge("janus_connections", "Client connections open now.", "listener");
        var accepted = counter("janus_connections_accepted", "Client connections accepted.", "listener");
        var bytes = counter("janus_bytes",
                "Bytes passed on, by direction: in is from clients to endpoints, out from endpoints to clients.", "listener",
                "direction");
        var sessions = counter("janus_sessions", "Sessions that ended, by how.", "listener", "end");
        var errors = counter("janus_errors", "What went wrong, by code.", "listener", "code");
        var duration = histogram("janus_session_duration_seconds", "How long sessions lasted, from accept to end.",
                Bounds.SESSION, "listener");
        for (Listener listener : listeners) {
            String name = listener.name();
            connections.addMetric(List.of(name), listener.connections());
            add(accepted, List.of(name), listener.traffic().total(Traffic.CONNECTIONS));
            add(bytes, List.of(name, "in"), listener.traffic().total(Traffic.BYTES_FROM_CLIENTS));
            add(bytes, List.of(name, "out"), listener.traffic().total(Traffic.BYTES_TO_CLIENTS));
            for (SessionEnd end : SessionEnd.values()) {
                add(sessions, List.of(name, end.label()), listener.ends().total(end));
            }
            for (ErrorCode code : OF_LISTENERS) {
                add(errors, List.of(name, code.label()), listener.errors().total(code));
            }
            duration.add(listener.sessionDuration().snapshot(), name);
        }
        return List.of(connections, accepted, bytes, sessions, errors, duration.family());
    }
}
