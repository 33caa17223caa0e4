package io.janus.proxy.spec;

import java.util.Map;

/**
 * Everything the operator wants of the data plane. Its references are consistent: every backend a listener names exists.
 *
 * @param listeners by name, in the order of the configuration
 * @param backends by name, in the order of the configuration
 */
public record ProxySpec(Map<String, ListenerSpec> listeners, Map<String, BackendSpec> backends) {

    /** Nothing to listen on and nowhere to send it: what runs before the first configuration. */
    public static final ProxySpec EMPTY = new ProxySpec(Map.of(), Map.of());

    public ProxySpec {
        listeners = Ordered.copyOf(listeners);
        backends = Ordered.copyOf(backends);
        for (ListenerSpec listener : listeners.values()) {
            for (String backend : listener.protocol().backends()) {
                if (!backends.containsKey(backend)) {
                    throw new IllegalArgumentException(
                            "listener " + listener.name() + " leads to backend " + backend + ", which does not exist");
                }
            }
        }
    }
}
