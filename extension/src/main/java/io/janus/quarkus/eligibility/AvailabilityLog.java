package io.janus.quarkus.eligibility;

import java.util.HashMap;
import java.util.Map;

import org.jboss.logging.Logger;

import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;

/** Says when a backend has too few endpoints left, what happens then, and when that is over. Confined to the control loop. */
public final class AvailabilityLog {

    private static final Logger LOG = Logger.getLogger(AvailabilityLog.class);

    private final Map<String, Availability> last = new HashMap<>();

    /** How a backend stands. */
    enum Availability {
        /** Enough endpoints are left. */
        NORMAL,
        /** Too few up endpoints are not ejected, so all up ones are used. */
        EJECTIONS_IGNORED,
        /** All are down, and the backend fails open. */
        ALL_DOWN_ALL_USED,
        /** None may be used. */
        NO_ENDPOINT;

        static Availability of(BackendState backend) {
            if (backend.eligibleCount() == 0) {
                return NO_ENDPOINT;
            }
            if (!backend.panic()) {
                return NORMAL;
            }
            return backend.members().stream().anyMatch(ProxyEndpoint::isUsableAndUp) ? EJECTIONS_IGNORED : ALL_DOWN_ALL_USED;
        }
    }

    /** Tells what changed since the last look. A backend is normal before it is seen for the first time. */
    public void look(ProxyState state) {
        last.keySet().retainAll(state.backends().keySet());
        state.backends().forEach((name, backend) -> {
            Availability now = Availability.of(backend);
            Availability before = last.put(name, now);
            if (now != (before == null ? Availability.NORMAL : before)) {
                tell(name, now);
            }
        });
    }

    private static void tell(String backend, Availability now) {
        switch (now) {
            case NORMAL -> LOG.infof("backend %s has enough endpoints again", backend);
            case EJECTIONS_IGNORED -> LOG.warnf(
                    "backend %s is in panic: of its up endpoints fewer than panic.threshold are not ejected, so ejections are ignored",
                    backend);
            case ALL_DOWN_ALL_USED -> LOG.errorf(
                    "backend %s is in panic: all its endpoints are down, and all are used, since the probe may be wrong (panic.fail-open)",
                    backend);
            case NO_ENDPOINT -> LOG.errorf(
                    "backend %s has no endpoint: each is down, has no address, or has a weight of 0. Requests are answered 503, sessions reset",
                    backend);
        }
    }
}
