package io.janus.quarkus.live;

import java.util.Locale;

import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.ProxyEndpoint;

/** An endpoint's status in one word, as everything that people read has it. */
public final class StatusWord {

    private StatusWord() {
    }

    /** {@code drained}, {@code down}, {@code unresolved}, {@code ejected} or {@code up}: the first that holds. */
    public static String of(ProxyEndpoint endpoint) {
        if (endpoint.isDrained()) {
            return "drained";
        }
        EndpointHealth.Status health = endpoint.health().status();
        if (health != EndpointHealth.Status.UP) {
            return health.name().toLowerCase(Locale.ROOT);
        }
        return endpoint.ejection() == null ? "up" : "ejected";
    }
}
