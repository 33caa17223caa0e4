package io.janus.quarkus.live;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import io.janus.proxy.Proxy;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.stats.LatencyHistogram;

/**
 * What one frame tells of: all of it from the same published state.
 *
 * @param state as it was published
 * @param listeners that are bound, by name
 * @param accepting whether they accept
 * @param openConnections of clients, also of listeners that are gone
 * @param lag of all event loops
 */
record View(ProxyState state, List<Listener> listeners, boolean accepting, int openConnections, LatencyHistogram lag) {

    static View of(Proxy proxy) {
        return new View(proxy.state().current(),
                proxy.listeners().all().stream().sorted(Comparator.comparing(Listener::name)).toList(),
                proxy.listeners().accepting(), proxy.openConnections(), proxy.loops().lag());
    }

    /** By name. */
    Collection<BackendState> backends() {
        return new TreeMap<>(state.backends()).values();
    }
}
