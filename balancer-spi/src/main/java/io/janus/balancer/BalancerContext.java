package io.janus.balancer;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a {@link BalancerFactory} is told about the backend it makes a balancer for. Immutable; it may be kept.
 */
public interface BalancerContext {

    /** The backend's name, as in {@code janus.backends.<name>}. */
    String backend();

    /**
     * The policy's options, as in {@code janus.backends.<name>.balancer.options.*}. Immutable, empty when none are configured.
     */
    Map<String, String> options();

    /**
     * The number of event loops that will pick, at least 1. Constant while the process lives, so a policy may keep one padded
     * slot for each and index it by {@link PickRequest#loop()}.
     */
    int loops();

    /** The only clock a policy reads, in nanoseconds from an arbitrary origin. Tests replace it. Safe from every thread. */
    LongSupplier nanoClock();
}
