package io.janus.quarkus.config;

import java.util.LinkedHashMap;
import java.util.Map;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;

/**
 * Makes the specification of a mapped configuration, and finds what single values cannot show: what is missing, what leads
 * nowhere, what collides. A key in doubt is passed over. Used once.
 */
final class SpecValidator {

    private final JanusConfig config;
    private final Checks checks;
    private final boolean listenersNeeded;

    /** @param listenersNeeded whether a configuration without a listener is a mistake */
    SpecValidator(JanusConfig config, Checks checks, boolean listenersNeeded) {
        this.config = config;
        this.checks = checks;
        this.listenersNeeded = listenersNeeded;
    }

    /** The specification; what is wrong is left out of it and noted in the findings. */
    ProxySpec validate() {
        Map<String, BackendSpec> backends = new LinkedHashMap<>();
        new AdminCheck(checks).check(config.admin());
        BackendCheck backendCheck = new BackendCheck(checks);
        config.backends().forEach((name, backend) -> {
            BackendSpec spec = backendCheck.spec(name, backend);
            if (spec != null) {
                backends.put(name, spec);
            }
        });
        Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
        ListenerCheck listenerCheck = new ListenerCheck(config.backends().keySet(), checks);
        config.listeners().forEach((name, listener) -> {
            ListenerSpec spec = listenerCheck.spec(name, listener);
            if (spec != null) {
                refuseSharedBind(spec, listener.bind().orElse(""), listeners);
                listeners.put(name, spec);
            }
        });
        if (listenersNeeded && config.listeners().isEmpty() && !checks.findings().mayExist("listeners")) {
            checks.findings().key("listeners",
                    "is missing or empty, and there must be at least one listener. Maybe write it below janus:.");
        }
        listeners.values().removeIf(listener -> !backends.keySet().containsAll(listener.protocol().backends()));
        return new ProxySpec(listeners, backends);
    }

    private void refuseSharedBind(ListenerSpec listener, String written, Map<String, ListenerSpec> others) {
        for (ListenerSpec other : others.values()) {
            if (Addresses.collide(listener.bind(), other.bind())) {
                checks.refuse("listeners." + listener.name() + ".bind", written, "must not be used twice, and listener "
                        + other.name() + checks.inLine("listeners." + other.name() + ".bind") + " listens there already"
                        + (listener.bind().equals(other.bind()) ? "" : " (* and 0.0.0.0 and [::] include every address)")
                        + ". Maybe take another port.");
                return;
            }
        }
    }
}
