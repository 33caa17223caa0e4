package io.janus.quarkus.health;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.janus.proxy.Proxy;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.quarkus.log.LogText;
import io.janus.quarkus.reload.ReloadRecord;

/**
 * What a running Janus says of itself, as flat facts. {@code janus status} reads them.
 *
 * @param accepting whether the listeners accept; true when there is none
 * @param configVersion how many configurations were put in force
 * @param texts everything else, by key: {@code "backend.app": "2 of 3 up"}
 */
record HealthData(boolean accepting, long configVersion, Map<String, String> texts) {

    static HealthData of(Proxy proxy, ReloadRecord reloads) {
        ProxyState state = proxy.state().current();
        Map<String, String> texts = new LinkedHashMap<>();
        for (Listener listener : proxy.listeners().all()) {
            texts.put("listener." + listener.name(), LogText.address(listener.address()));
        }
        // A prefix of its own: names may have dots, so "listener.web.protocol" could be another listener.
        new TreeMap<>(state.listeners()).forEach(
                (name, listener) -> texts.put("protocol." + name, listener.http() == null ? "tcp" : "http"));
        Map<String, BackendState> backends = new TreeMap<>(state.backends());
        backends.forEach((name, backend) -> texts.put("backend." + name, backend(backend)));
        backends.forEach((name, backend) -> {
            for (ProxyEndpoint endpoint : backend.members()) {
                texts.put("endpoint." + name + "/" + endpoint.id(), endpoint(endpoint));
            }
        });
        reloads.refusal().ifPresent(why -> texts.put("config.refused", why));
        boolean accepting = state.listeners().isEmpty() || proxy.listeners().accepting();
        return new HealthData(accepting, state.configVersion(), texts);
    }

    private static String backend(BackendState backend) {
        long up = backend.members().stream().filter(e -> e.health().status() == Status.UP).count();
        boolean anyServes = backend.members().stream().anyMatch(ProxyEndpoint::isUsableAndUp);
        long ejected = backend.members().stream().filter(e -> e.isUsableAndUp() && e.ejection() != null).count();
        return up + " of " + backend.members().size() + " up" + (ejected == 0 ? "" : ", " + ejected + " ejected")
                + (!backend.panic() ? "" : anyServes ? ", so ejections are ignored" : ", so all are used");
    }

    private static String endpoint(ProxyEndpoint endpoint) {
        EndpointHealth health = endpoint.health();
        return switch (health.status()) {
            case UP -> up(endpoint);
            case DOWN, UNRESOLVED -> "down: " + health.reason();
        };
    }

    private static String up(ProxyEndpoint endpoint) {
        Ejection ejection = endpoint.ejection();
        if (endpoint.isDrained()) {
            return "up, but drained: it gets no new work until it is enabled";
        }
        if (endpoint.weight() == 0) {
            return "up, but without traffic: its weight is 0";
        }
        if (ejection != null) {
            long rest = Math.max(0, Duration.between(Instant.now(), ejection.until()).toSeconds());
            return "ejected for another " + rest + "s: " + ejection.reason();
        }
        return endpoint.warmPercent() == ProxyEndpoint.FULLY_WARM ? "up"
                : "up, and starts slowly: " + endpoint.warmPercent() + " % of its weight counts";
    }
}
