package io.janus.quarkus.live;

import java.util.Objects;

import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;

/**
 * Counts how often something else than numbers changed, so that readers know when to ask for the rest again. Confined to the
 * thread that renders.
 */
final class Revision {

    private long seen;
    private long number;

    /**
     * @param standing what else is told of Janus, and equal to what it was as long as it did not change
     * @return 1 at first, and more from then on
     */
    long of(View view, Object standing) {
        long now = print(view, standing);
        if (number == 0 || now != seen) {
            seen = now;
            number++;
        }
        return number;
    }

    /** Backends are in no order, so theirs are added up. */
    private static long print(View view, Object standing) {
        long print = Objects.hash(view.state().configVersion(), view.accepting(), standing);
        for (View.Bound bound : view.listeners()) {
            Listener listener = bound.listener();
            print = 31 * print + Objects.hash(listener.name(), listener.address());
        }
        long backends = 0;
        for (BackendState backend : view.state().backends().values()) {
            long own = Objects.hash(backend.name(), backend.panic());
            for (ProxyEndpoint endpoint : backend.members()) {
                own = 31 * own + Objects.hash(endpoint.id(), endpoint.address(), endpoint.health(), endpoint.ejection(),
                        endpoint.configuredWeight(), endpoint.override());
            }
            backends += own;
        }
        return 31 * print + backends;
    }
}
