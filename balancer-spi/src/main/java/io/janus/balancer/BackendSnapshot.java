package io.janus.balancer;

import java.util.List;

/**
 * The eligible endpoints of a backend at one moment: those that may be picked, and nothing else. Immutable; it may be kept.
 *
 * <p>
 * Endpoints that are drained, removed, of weight 0, or out for their health are not in it.
 */
public interface BackendSnapshot {

    /** The unit of {@link #weight}: an endpoint configured with weight 1 and fully warmed up has this weight. */
    int WEIGHT_UNIT = 100;

    /** Grows by at least 1 with every snapshot of the same backend. */
    long version();

    /** The endpoints, ordered by {@link Endpoint#id()}, never empty. Immutable and with fast random access. */
    List<Endpoint> endpoints();

    /**
     * The weight of an endpoint: its configured weight (1 to 1000) times {@value #WEIGHT_UNIT} times its slow-start share.
     *
     * @param index an index into {@link #endpoints()}
     * @return 1 to 100,000
     * @throws IndexOutOfBoundsException when there is no such endpoint
     */
    int weight(int index);

    /**
     * Whether the backend is in panic: too few healthy endpoints were left, so unhealthy ones are in this snapshot too.
     */
    boolean panic();
}
