package io.janus.quarkus.config;

import java.time.Duration;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How Janus stops. */
@ConfigGroup
public interface ShutdownConfig {

    /**
     * How long Janus still accepts connections after it reported itself as not ready, so that whoever sends it traffic can
     * notice. A duration from 0s to 1h. In dev and test mode the default is 0s.
     */
    @WithDefault("5s")
    @Bounds(min = "0s", max = "1h")
    Duration acceptWindow();

    /**
     * How long sessions may go on after accepting has stopped; what is left then is closed. A duration from 0s to 24d.
     */
    @WithDefault("30s")
    @Bounds(min = "0s", max = Bounds.LONGEST)
    Duration drain();
}
