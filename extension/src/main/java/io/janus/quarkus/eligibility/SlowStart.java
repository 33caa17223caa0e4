package io.janus.quarkus.eligibility;

import static io.janus.proxy.state.ProxyEndpoint.COLD;
import static io.janus.proxy.state.ProxyEndpoint.FULLY_WARM;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.state.StateWriter;

/**
 * Raises the weight of endpoints that were added or recovered, from a tenth to all of it, a tenth at a time. Where a policy
 * goes by a hash it is raised in one step at the end, since each step sends some clients elsewhere. The state's writer decides
 * who begins so. Confined to the control loop.
 */
public final class SlowStart {

    /** From a tenth to ten tenths. */
    private static final int STEPS = FULLY_WARM / COLD - 1;

    private final StateWriter writer;
    private final LongSupplier nanoClock;

    /** When each endpoint that warms up began, which a reload does not change. */
    private Map<ProxyEndpoint, Long> beganNanos = new HashMap<>();

    public SlowStart(StateWriter writer) {
        this(writer, System::nanoTime);
    }

    SlowStart(StateWriter writer, LongSupplier nanoClock) {
        this.writer = writer;
        this.nanoClock = nanoClock;
    }

    /** Raises what is due. Takes effect with the writer's next {@link StateWriter#publishChanges}. */
    public void look(ProxyState state) {
        long now = nanoClock.getAsLong();
        Map<ProxyEndpoint, Long> warming = new HashMap<>();
        for (BackendState backend : state.backends().values()) {
            for (ProxyEndpoint endpoint : backend.members()) {
                // What is out of rotation does not warm up, and begins anew when it comes back.
                if (endpoint.warmPercent() < FULLY_WARM && endpoint.weight() > 0 && endpoint.health().status() == Status.UP
                        && endpoint.ejection() == null) {
                    Long known = beganNanos.get(endpoint);
                    long began = known != null ? known : now - passedNanos(endpoint, backend);
                    warming.put(endpoint, began);
                    writer.warm(endpoint, percent(now - began, backend));
                }
            }
        }
        beganNanos = warming;
    }

    /**
     * How long it must have been warming up to be as warm as it is: nothing, or in dev mode since before this control plane.
     */
    private static long passedNanos(ProxyEndpoint endpoint, BackendState backend) {
        return (endpoint.warmPercent() / COLD - 1) * stepNanos(backend.spec().slowStart());
    }

    /** Divided first: days of nanoseconds times a few still fit, but only just. */
    private static long stepNanos(Duration whole) {
        return whole.toNanos() / STEPS + 1;
    }

    private static int percent(long elapsedNanos, BackendState backend) {
        Duration whole = backend.spec().slowStart();
        if (elapsedNanos >= whole.toNanos()) {
            return FULLY_WARM;
        }
        if (BuiltInBalancers.isHash(backend.spec().balancer().type())) {
            return COLD;
        }
        return COLD + (int) (elapsedNanos / stepNanos(whole)) * COLD;
    }
}
