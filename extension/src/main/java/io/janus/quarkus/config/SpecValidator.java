package io.janus.quarkus.config;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProbeSpec;
import io.janus.proxy.spec.ProxySpec;

/**
 * Makes the specification of a mapped configuration, and finds what single values cannot show: what is missing, what leads
 * nowhere, what collides. A key in doubt is passed over. Used once.
 */
final class SpecValidator {

    private final JanusConfig config;
    private final Findings findings;
    private final KeyLines lines;
    private final boolean listenersNeeded;

    /** @param listenersNeeded whether a configuration without a listener is a mistake */
    SpecValidator(JanusConfig config, Findings findings, KeyLines lines, boolean listenersNeeded) {
        this.config = config;
        this.findings = findings;
        this.lines = lines;
        this.listenersNeeded = listenersNeeded;
    }

    /** The specification; what is wrong is left out of it and noted in the findings. */
    ProxySpec validate() {
        Map<String, BackendSpec> backends = new LinkedHashMap<>();
        config.backends().forEach((name, backend) -> {
            BackendSpec spec = backend(name, backend);
            if (spec != null) {
                backends.put(name, spec);
            }
        });
        Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
        config.listeners().forEach((name, listener) -> {
            ListenerSpec spec = listener(name, listener);
            if (spec != null) {
                refuseSharedBind(spec, listener.bind().orElse(""), listeners);
                listeners.put(name, spec);
            }
        });
        if (listenersNeeded && config.listeners().isEmpty() && !findings.mayExist("listeners")) {
            findings.key("listeners",
                    "is missing or empty, and there must be at least one listener. Maybe write it below janus:.");
        }
        listeners.values().removeIf(listener -> !backends.containsKey(listener.backend()));
        return new ProxySpec(listeners, backends);
    }

    private @Nullable ListenerSpec listener(String name, ListenerConfig listener) {
        String key = "listeners." + name;
        String bind = required(key + ".bind", listener.bind(), "an address to listen on. Maybe write bind: 127.0.0.1:8080.");
        required(key + ".protocol", listener.protocol(), "tcp. Maybe write protocol: tcp.");
        String backend = required(key + ".backend", listener.backend(), "the name of a backend. " + backendHint(null));
        if (backend != null && !config.backends().containsKey(backend) && !findings.mayExist("backends." + backend)) {
            findings.key(key + ".backend",
                    findings.quoted(key + ".backend", backend) + " must be the name of a backend. " + backendHint(backend));
        }
        InetSocketAddress address = bind == null ? null : checked(key + ".bind", bind, Addresses::bind);
        return address == null || backend == null ? null
                : new ListenerSpec(name, address, listener.maxConnections(), backend);
    }

    private String backendHint(@Nullable String written) {
        Set<String> names = config.backends().keySet();
        String nearest = written == null ? null : Nearest.to(written, names);
        if (nearest != null) {
            return "Maybe write " + nearest + ".";
        }
        return names.isEmpty() ? "There is none yet: add it below backends:." : "There are: " + Words.list(names) + ".";
    }

    private void refuseSharedBind(ListenerSpec listener, String written, Map<String, ListenerSpec> others) {
        for (ListenerSpec other : others.values()) {
            if (Addresses.collide(listener.bind(), other.bind())) {
                Integer line = lines.of("listeners." + other.name() + ".bind");
                String key = "listeners." + listener.name() + ".bind";
                findings.key(key, findings.quoted(key, written) + " must not be used twice, and listener "
                        + other.name() + (line == null ? "" : " in line " + line) + " listens there already"
                        + (listener.bind().equals(other.bind()) ? ""
                                : " (* and 0.0.0.0 and [::] include every address)")
                        + ". Maybe take another port.");
                return;
            }
        }
    }

    private @Nullable BackendSpec backend(String name, BackendConfig backend) {
        String key = "backends." + name;
        Map<String, EndpointSpec> endpoints = endpoints(key + ".endpoints", backend.endpoints());
        if (backend.endpoints().isEmpty() && !findings.mayExist(key + ".endpoints")) {
            findings.key(key + ".endpoints", "is missing or empty, and a backend must have at least one endpoint. Maybe write "
                    + name + "-1: { address: \"127.0.0.1:8081\" } below it.");
        }
        Optional<ProbeSpec> probe = backend.probe().map(p -> {
            required(key + ".probe.type", p.type(), "tcp. Maybe write type: tcp.");
            return new ProbeSpec(p.interval(), p.timeout(), p.healthyThreshold(), p.unhealthyThreshold());
        });
        return endpoints.isEmpty() ? null
                : new BackendSpec(name, new BalancerSpec(backend.balancer().type(), backend.balancer().options()), endpoints,
                        probe, backend.timeouts().connect(), backend.timeouts().idle(), backend.retries().maxAttempts(),
                        backend.panic().failOpen(), backend.onDown(), backend.drainTimeout(), backend.resolveInterval());
    }

    private Map<String, EndpointSpec> endpoints(String above, Map<String, EndpointConfig> configured) {
        Map<String, EndpointSpec> endpoints = new LinkedHashMap<>();
        Map<HostPort, String> owners = new LinkedHashMap<>();
        configured.forEach((id, endpoint) -> {
            String key = above + "." + id + ".address";
            String text = required(key, endpoint.address(), "where the endpoint listens. Maybe write address: 127.0.0.1:8081.");
            HostPort address = text == null ? null : checked(key, text, Addresses::endpoint);
            if (address == null) {
                return;
            }
            String owner = owners.putIfAbsent(Addresses.canonical(address), id);
            if (owner != null) {
                findings.key(key,
                        findings.quoted(key, String.valueOf(text)) + " must not be used twice in a backend, and endpoint "
                                + owner
                                + " has it already. Maybe remove this one and raise the weight of " + owner + ".");
                return;
            }
            endpoints.put(id, new EndpointSpec(id, address, endpoint.weight(), endpoint.labels()));
        });
        return endpoints;
    }

    private <T> @Nullable T required(String key, Optional<T> value, String what) {
        if (value.isEmpty() && !findings.doubts(key)) {
            findings.key(key, "is missing and must be " + what);
        }
        return findings.doubts(key) ? null : value.orElse(null);
    }

    /** Reads a value whose form is more than its type. */
    interface Reading<T> {

        /** @throws IllegalArgumentException with the rule that was broken and a hint, to follow the value */
        T read(String text);
    }

    private <T> @Nullable T checked(String key, String text, Reading<T> reading) {
        try {
            return reading.read(text);
        } catch (IllegalArgumentException e) {
            findings.key(key, findings.quoted(key, text) + " " + e.getMessage());
            return null;
        }
    }
}
