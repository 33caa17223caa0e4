package io.janus.quarkus.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How endpoints are probed. */
@ConfigGroup
public interface ProbeConfig {

    /** Required where there is a probe. What a probe does: {@code tcp} opens a connection and closes it. */
    Optional<Type> type();

    /** The time from one probe of an endpoint to the next, moved by up to 10 %. A duration from 10ms to 24d. */
    @WithDefault("5s")
    @Bounds(min = "10ms", max = Bounds.LONGEST)
    Duration interval();

    /** How long one probe may take before it counts as failed. A duration from 1ms to 24d. */
    @WithDefault("2s")
    @Bounds(min = "1ms", max = Bounds.LONGEST)
    Duration timeout();

    /** How many probes in a row must succeed to bring a down endpoint up, 1 to 100. */
    @WithDefault("2")
    @Bounds(min = "1", max = "100")
    int healthyThreshold();

    /** How many probes in a row must fail to take an up endpoint down, 1 to 100. */
    @WithDefault("3")
    @Bounds(min = "1", max = "100")
    int unhealthyThreshold();

    /** What a probe does. */
    enum Type {
        /** Opens a connection and closes it. */
        TCP
    }
}
