package io.janus.quarkus.control;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.Proxy;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.stats.SessionEnd;

/**
 * Endpoints that were removed drain; here their sessions are ended when the drain time is over. Confined to the control loop.
 */
final class RemovedEndpoints {

    private final ControlLoop loop;
    private final Proxy proxy;

    RemovedEndpoints(ControlLoop loop, Proxy proxy) {
        this.loop = loop;
        this.proxy = proxy;
    }

    /**
     * Gives endpoints that left their time: what the backend allows now, or allowed at last when it left with them.
     *
     * @param before the specification that had them
     * @param now the one in force
     */
    void left(List<ProxyEndpoint> endpoints, ProxySpec before, ProxySpec now) {
        Map<Duration, Set<ProxyEndpoint>> byTime = new HashMap<>();
        for (ProxyEndpoint endpoint : endpoints) {
            BackendSpec backend = backendOf(endpoint, before, now);
            if (backend != null && !backend.drainTimeout().isZero() && endpoint.inFlight() > 0) {
                byTime.computeIfAbsent(backend.drainTimeout(), t -> new HashSet<>()).add(endpoint);
            }
        }
        byTime.forEach((time, draining) -> loop.after(time, () -> end(draining)));
    }

    /** Ends what is left, unless an endpoint came back meanwhile. */
    private void end(Set<ProxyEndpoint> draining) {
        ProxyState state = proxy.state().current();
        state.backends().values().stream().map(BackendState::members).forEach(draining::removeAll);
        draining.removeIf(endpoint -> endpoint.inFlight() == 0);
        if (!draining.isEmpty()) {
            Set<ProxyEndpoint> over = Set.copyOf(draining);
            proxy.closeSessions(over::contains, SessionEnd.ENDPOINT_GONE);
        }
    }

    private static @Nullable BackendSpec backendOf(ProxyEndpoint endpoint, ProxySpec before, ProxySpec now) {
        BackendSpec backend = now.backends().get(endpoint.backend());
        return backend != null ? backend : before.backends().get(endpoint.backend());
    }
}
