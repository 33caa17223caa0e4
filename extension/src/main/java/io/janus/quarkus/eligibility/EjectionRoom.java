package io.janus.quarkus.eligibility;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.EjectionSpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;

/** Whether one more endpoint of a backend may be ejected: most must stay, and at least one that works. */
final class EjectionRoom {

    private static final int ALL_PERCENT = 100;

    private EjectionRoom() {
    }

    /** Why an endpoint must not be ejected, for people; null when it may. */
    static @Nullable String obstacle(BackendState backend, ProxyEndpoint candidate, EjectionSpec spec) {
        int usable = 0;
        int ejected = 0;
        boolean otherLeft = false;
        for (ProxyEndpoint endpoint : backend.members()) {
            if (!endpoint.isUsable()) {
                continue;
            }
            usable++;
            if (endpoint.ejection() != null) {
                ejected++;
            } else {
                otherLeft |= endpoint != candidate && endpoint.isUsableAndUp();
            }
        }
        if (!otherLeft) {
            return "no other is left";
        }
        int most = Math.max(1, usable * spec.maxPercent() / ALL_PERCENT);
        return ejected < most ? null
                : ejected + " of " + usable + " are ejected already, and max-percent allows no more";
    }
}
