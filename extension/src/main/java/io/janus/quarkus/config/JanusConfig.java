package io.janus.quarkus.config;

import java.util.Map;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Everything an operator can set, as it is written. */
@ConfigMapping(prefix = "janus")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface JanusConfig {

    /**
     * How many event loops carry the traffic, 0 to 1024; 0 means one per core. It cannot change while Janus runs: a reload
     * keeps the old value and says that a restart is needed.
     */
    @WithDefault("0")
    @Bounds(min = "0", max = "1024")
    int ioThreads();

    /** How Janus stops. */
    ShutdownConfig shutdown();

    /** The admin API. */
    AdminConfig admin();

    /**
     * The addresses Janus accepts connections on, by name. A name has 1 to 63 characters out of {@code a-z 0-9 . _ -} and
     * begins and ends with a letter or digit.
     */
    @ConfigDocMapKey("listener")
    Map<String, ListenerConfig> listeners();

    /**
     * Sets of interchangeable endpoints, by name. A name has 1 to 63 characters out of {@code a-z 0-9 . _ -} and begins and
     * ends with a letter or digit.
     */
    @ConfigDocMapKey("backend")
    Map<String, BackendConfig> backends();
}
