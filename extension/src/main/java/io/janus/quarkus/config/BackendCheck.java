package io.janus.quarkus.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.BackendTimeouts;
import io.janus.proxy.spec.BalancerSpec;
import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.PanicSpec;
import io.janus.proxy.spec.PoolSpec;
import io.janus.proxy.spec.ProbeSpec;

/** Makes the specification of a backend. */
final class BackendCheck {

    private final Checks checks;
    private final RetryCheck retries;
    private final EjectionCheck ejections;
    private final ProbeCheck probes;

    BackendCheck(Checks checks) {
        this.checks = checks;
        this.retries = new RetryCheck(checks);
        this.ejections = new EjectionCheck(checks);
        this.probes = new ProbeCheck(checks);
    }

    /** Null when what is wrong leaves no specification. */
    @Nullable
    BackendSpec spec(String name, BackendConfig backend) {
        String key = "backends." + name;
        Map<String, EndpointSpec> endpoints = endpoints(key + ".endpoints", backend.endpoints());
        if (backend.endpoints().isEmpty() && !checks.findings().mayExist(key + ".endpoints")) {
            checks.findings().key(key + ".endpoints",
                    "is missing or empty, and a backend must have at least one endpoint. Maybe write "
                            + name + "-1: { address: \"127.0.0.1:8081\" } below it.");
        }
        Optional<ProbeSpec> probe = backend.probe().map(configured -> probes.spec(name, configured));
        BackendConfig.TimeoutsConfig timeouts = backend.timeouts();
        BackendConfig.PoolConfig pool = backend.pool();
        var retrySpec = retries.spec(name, backend.retries());
        Optional<EjectionSpec> ejection = ejections.spec(name, backend.ejection());
        return endpoints.isEmpty() ? null
                : new BackendSpec(name, new BalancerSpec(backend.balancer().type(), backend.balancer().options()), endpoints,
                        probe,
                        new BackendTimeouts(timeouts.connect(), timeouts.response(), timeouts.request(), timeouts.stall(),
                                timeouts.idle()),
                        retrySpec, new PoolSpec(pool.maxIdle(), pool.maxAge(), pool.maxRequests()),
                        ejection, new PanicSpec(backend.panic().threshold(), backend.panic().failOpen()), backend.slowStart(),
                        backend.onDown(), backend.drainTimeout(), backend.resolveInterval());
    }

    private Map<String, EndpointSpec> endpoints(String above, Map<String, EndpointConfig> configured) {
        Map<String, EndpointSpec> endpoints = new LinkedHashMap<>();
        Map<HostPort, String> owners = new LinkedHashMap<>();
        configured.forEach((id, endpoint) -> {
            String key = above + "." + id + ".address";
            String text = checks.required(key, endpoint.address(),
                    "where the endpoint listens. Maybe write address: 127.0.0.1:8081.");
            HostPort address = text == null ? null : checks.read(key, text, Addresses::endpoint);
            if (address == null) {
                return;
            }
            String owner = owners.putIfAbsent(Addresses.canonical(address), id);
            if (owner != null) {
                checks.refuse(key, String.valueOf(text), "must not be used twice in a backend, and endpoint " + owner
                        + " has it already. Maybe remove this one and raise the weight of " + owner + ".");
                return;
            }
            endpoints.put(id, new EndpointSpec(id, address, endpoint.weight(), endpoint.labels()));
        });
        return endpoints;
    }
}
