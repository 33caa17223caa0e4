package io.janus.proxy.testing;

import io.janus.balancer.BalancerFactory;
import io.janus.balancer.Picker;

/** Policies whose answers a test can foretell. */
public final class Policies {

    /** The name under which every fixture knows {@link #inOrder()}. */
    public static final String IN_ORDER = "in-order";

    private Policies() {
    }

    /** The first endpoint by id that accepts the attempt. */
    public static BalancerFactory inOrder() {
        return context -> snapshot -> {
            int size = snapshot.endpoints().size();
            return request -> {
                for (int i = 0; i < size; i++) {
                    if (request.accepts(i)) {
                        return i;
                    }
                }
                return Picker.NONE;
            };
        };
    }

    /** The same picker for every membership. */
    public static BalancerFactory always(Picker picker) {
        return context -> snapshot -> picker;
    }
}
