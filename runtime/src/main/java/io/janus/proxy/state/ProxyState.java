package io.janus.proxy.state;

import java.util.Map;

import io.janus.proxy.spec.ProxySpec;

/**
 * Everything event loops read, immutable and consistent in itself. One volatile read gets it; whoever holds one is served by
 * just this configuration.
 *
 * @param version grows by 1 with every publish, whether a configuration or a change of health made it
 * @param configVersion grows by 1 with every applied configuration; 0 before the first
 * @param spec the configuration it was compiled from
 * @param listeners by name
 * @param backends by name
 */
public record ProxyState(
        long version,
        long configVersion,
        ProxySpec spec,
        Map<String, ListenerState> listeners,
        Map<String, BackendState> backends) {

    static final ProxyState EMPTY = new ProxyState(0, 0, ProxySpec.EMPTY, Map.of(), Map.of());
}
