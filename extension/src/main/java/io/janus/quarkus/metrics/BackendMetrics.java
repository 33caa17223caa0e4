package io.janus.quarkus.metrics;

import static io.janus.quarkus.metrics.Families.add;
import static io.janus.quarkus.metrics.Families.counter;
import static io.janus.quarkus.metrics.Families.gauge;
import static io.janus.quarkus.metrics.Families.histogram;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.janus.balancer.Outcome;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.quarkus.metrics.Families.Bounds;
import io.prometheus.client.Collector.MetricFamilySamples;

/** What backends and their endpoints count. What belongs to endpoints that are gone has the label {@value #GONE}. */
record BackendMetrics(Collection<BackendState> backends) {

    private static final String GONE = "-";

    List<MetricFamilySamples> families() {
        var attempts = counter("janus_attempts", "Attempts of sessions and exchanges on an endpoint, by how they ended.",
                "backend",
                "endpoint", "outcome");
        var inFlight = gauge("janus_in_flight", "Attempts running on an endpoint now: TCP sessions and HTTP exchanges.",
                "backend", "endpoint");
        var up = gauge("janus_endpoint_up", "Whether an endpoint is up: 1, or 0 when it is down or has no address.", "backend",
                "endpoint");
        var ejected = gauge("janus_endpoint_ejected", "Whether an endpoint is ejected for failing attempts: 1, or 0.",
                "backend",
                "endpoint");
        var weight = gauge("janus_endpoint_weight",
                "The weight of an endpoint that counts now: 0 when it may not be picked, less than configured in slow start.",
                "backend", "endpoint");
        var overridden = gauge("janus_endpoint_overridden",
                "Whether an operator set something in place of the configuration, a drain or a weight: 1, or 0.", "backend",
                "endpoint");
        var ejections = counter("janus_ejections", "How often endpoints of a backend were ejected.", "backend");
        var panic = gauge("janus_backend_panic",
                "Whether so few endpoints are left that down or ejected ones are used: 1, or 0.", "backend");
        var failures = counter("janus_policy_failures",
                "Picks in which the balancer failed and a random endpoint took the place of its answer.", "backend");
        var connect = histogram("janus_connect_duration_seconds", "How long connecting to an endpoint took when it succeeded.",
                Bounds.CONNECT, "backend");
        for (BackendState backend : backends) {
            String name = backend.name();
            Set<ProxyEndpoint> eligible = IntStream.range(0, backend.eligibleCount()).mapToObj(backend::eligible)
                    .collect(Collectors.toSet());
            for (ProxyEndpoint endpoint : backend.members()) {
                for (Outcome outcome : Outcome.values()) {
                    add(attempts, List.of(name, endpoint.id(), label(outcome)), endpoint.attempts().total(outcome));
                }
                inFlight.addMetric(List.of(name, endpoint.id()), endpoint.inFlight());
                up.addMetric(List.of(name, endpoint.id()), endpoint.health().status() == Status.UP ? 1 : 0);
                ejected.addMetric(List.of(name, endpoint.id()), endpoint.ejection() == null ? 0 : 1);
                overridden.addMetric(List.of(name, endpoint.id()), endpoint.override() == null ? 0 : 1);
                weight.addMetric(List.of(name, endpoint.id()), eligible.contains(endpoint) ? weight(endpoint) : 0);
            }
            for (Outcome outcome : Outcome.values()) {
                add(attempts, List.of(name, GONE, label(outcome)), backend.totals().removed(outcome));
            }
            inFlight.addMetric(List.of(name, GONE),
                    backend.totals().leaving().stream().mapToInt(ProxyEndpoint::inFlight).sum());
            add(ejections, List.of(name), backend.totals().ejections());
            panic.addMetric(List.of(name), backend.panic() ? 1 : 0);
            add(failures, List.of(name), backend.totals().policyFailures());
            connect.add(backend.connectLatency().snapshot(), name);
        }
        return List.of(attempts, inFlight, up, ejected, weight, overridden, ejections, panic, failures, connect.family());
    }

    private static double weight(ProxyEndpoint endpoint) {
        return (double) endpoint.weight() * endpoint.warmPercent() / ProxyEndpoint.FULLY_WARM;
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
