package io.janus.quarkus.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.ProxyState;
import io.janus.quarkus.JanusControl;
import io.janus.quarkus.control.ControlPlane;
import io.janus.quarkus.threads.ControlThread;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.runtime.StartupEvent;

/**
 * Reads the counters of the data plane when Prometheus asks, and keeps nothing itself: between two scrapes metrics cost
 * nothing.
 */
@Singleton
public class JanusCollector extends Collector {

    private final JanusControl control;

    @Inject
    JanusCollector(JanusControl control) {
        this.control = control;
    }

    /** The registry inside Micrometer's, for that is what is scraped; the bean of that type is another one. */
    void register(@Observes StartupEvent start, Instance<PrometheusMeterRegistry> registries) {
        registries.forEach(registry -> registry.getPrometheusRegistry().register(this));
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>();
        control.plane().ifPresent(plane -> collect(plane, families));
        return families;
    }

    private static void collect(ControlPlane plane, List<MetricFamilySamples> families) {
        Collection<Listener> listeners = plane.proxy().listeners().all();
        ProxyState state = plane.proxy().state().current();
        add(families, new ListenerMetrics(listeners).families());
        add(families, new SessionMetrics(listeners).families());
        add(families, new RequestMetrics(listeners).families());
        add(families, new BackendMetrics(state.backends().values()).families());
        add(families, new ExchangeMetrics(state).families());
        add(families, new ControlMetrics(plane).families());
    }

    private static void add(List<MetricFamilySamples> families, List<MetricFamilySamples> more) {
        families.addAll(more);
        ControlThread.giveWay();
    }
}
