package io.janus.quarkus.metrics;

import static io.janus.quarkus.metrics.Families.add;
import static io.janus.quarkus.metrics.Families.counter;
import static io.janus.quarkus.metrics.Families.gauge;
import static io.janus.quarkus.metrics.Families.histogram;

import java.util.List;

import io.janus.quarkus.control.ControlPlane;
import io.janus.quarkus.metrics.Families.Bounds;
import io.janus.quarkus.reload.ReloadRecord.Result;
import io.prometheus.client.Collector.MetricFamilySamples;

/** What the control plane counts, and how well the event loops turn. */
record ControlMetrics(ControlPlane plane) {

    List<MetricFamilySamples> families() {
        var version = gauge("janus_config_version", "How many configurations were put in force since Janus started.");
        version.addMetric(List.of(), (double) plane.proxy().state().current().configVersion());
        var reloads = counter("janus_reloads", "Reloads, by what came of them.", "result");
        for (Result result : Result.values()) {
            add(reloads, List.of(result.label()), plane.reloads().count(result));
        }
        var refused = gauge("janus_config_refused",
                "Whether the last configuration that was brought was refused, so that an older one is in force: 1, or 0.");
        refused.addMetric(List.of(), plane.reloads().refusal().isPresent() ? 1 : 0);
        var probes = counter("janus_probes", "Probes of an endpoint, by how they ended.", "backend", "endpoint", "result");
        plane.probes().all().forEach((target, results) -> {
            add(probes, List.of(target.backend(), target.endpoint(), "success"), results.succeeded());
            add(probes, List.of(target.backend(), target.endpoint(), "failure"), results.failed());
        });
        var dropped = counter("janus_events_dropped", "Events that were counted but not logged, for there were too many.");
        add(dropped, List.of(), plane.proxy().events().dropped());
        var lines = counter("janus_access_log_lines", "Lines of access logs that were written.");
        add(lines, List.of(), plane.accessLog().lines());
        var lost = counter("janus_access_log_dropped",
                "Lines of access logs that were not written, for what they go to took them too slowly or not at all.");
        add(lost, List.of(), plane.proxy().access().dropped() + plane.accessLog().dropped());
        var lag = histogram("janus_loop_lag_seconds", "How late event loops ran what was due, measured 20 times a second.",
                Bounds.LAG);
        lag.add(plane.proxy().loops().lag().snapshot());
        return List.of(version, reloads, refused, probes, dropped, lines, lost, lag.family());
    }
}
