package io.janus.quarkus.metrics;

import static io.janus.quarkus.metrics.Families.add;
import static io.janus.quarkus.metrics.Families.counter;
import static io.janus.quarkus.metrics.Families.gauge;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.listen.Listener;
import io.janus.proxy.listen.Listener.Traffic;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.stats.ErrorCode;
import io.prometheus.client.Collector.MetricFamilySamples;

/** What listeners count, whatever they speak. */
record ListenerMetrics(Collection<Listener> listeners) {

    /** A policy that fails is counted for its backend. */
    private static final Set<ErrorCode> OF_REQUESTS = EnumSet.complementOf(EnumSet.of(ErrorCode.POLICY_FAILURE));

    /** The rest is about requests and answers: two dozen series that could only ever be 0. */
    private static final Set<ErrorCode> OF_SESSIONS = EnumSet.of(ErrorCode.NO_ENDPOINT, ErrorCode.CONNECT_FAILURE,
            ErrorCode.CONNECT_TIMEOUT, ErrorCode.CONNECTION_LIMIT, ErrorCode.NO_DESCRIPTORS, ErrorCode.NO_MEMORY,
            ErrorCode.INTERNAL);

    List<MetricFamilySamples> families() {
        var connections = gauge("janus_connections", "Client connections open now.", "listener");
        var accepted = counter("janus_connections_accepted", "Client connections accepted.", "listener");
        var bytes = counter("janus_bytes",
                "Bytes passed on, by direction: in is from clients to endpoints, out from endpoints to clients.", "listener",
                "direction");
        var errors = counter("janus_errors", "What went wrong, by code.", "listener", "code");
        for (Listener listener : listeners) {
            String name = listener.name();
            connections.addMetric(List.of(name), listener.connections());
            add(accepted, List.of(name), listener.traffic().total(Traffic.CONNECTIONS));
            add(bytes, List.of(name, "in"), listener.traffic().total(Traffic.BYTES_FROM_CLIENTS));
            add(bytes, List.of(name, "out"), listener.traffic().total(Traffic.BYTES_TO_CLIENTS));
            for (ErrorCode code : codesOf(listener.state())) {
                add(errors, List.of(name, code.label()), listener.errors().total(code));
            }
        }
        return List.of(connections, accepted, bytes, errors);
    }

    private static Set<ErrorCode> codesOf(@Nullable ListenerState state) {
        return state != null && state.http() != null ? OF_REQUESTS : OF_SESSIONS;
    }
}
