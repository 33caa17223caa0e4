package io.janus.quarkus.live;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.Proxy;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.HttpState;
import io.janus.proxy.state.ListenerState;
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
record View(ProxyState state, List<Bound> listeners, boolean accepting, int openConnections, LatencyHistogram lag) {

    /**
     * A listener.
     *
     * @param http what it does with requests, looked at once, as a reload may change it; null where it speaks TCP
     */
    record Bound(Listener listener, @Nullable HttpState http) {

        static Bound of(Listener listener, ProxyState state) {
            ListenerState published = state.listeners().get(listener.name());
            ListenerState now = published == null ? listener.state() : published;
            return new Bound(listener, now == null ? null : now.http());
        }
    }

    static View of(Proxy proxy) {
        ProxyState state = proxy.state().current();
        return new View(state,
                proxy.listeners().all().stream().sorted(Comparator.comparing(Listener::name))
                        .map(listener -> Bound.of(listener, state)).toList(),
                proxy.listeners().accepting(), proxy.openConnections(), proxy.loops().lag());
    }

    /** By name. */
    Collection<BackendState> backends() {
        return new TreeMap<>(state.backends()).values();
    }
}
