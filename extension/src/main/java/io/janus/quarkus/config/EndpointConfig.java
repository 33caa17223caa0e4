package io.janus.quarkus.config;

import java.util.Map;
import java.util.Optional;

import io.janus.proxy.spec.EndpointSpec;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** One address in a backend. */
@ConfigGroup
public interface EndpointConfig {

    /**
     * Required. Where it listens, as {@code host:port}. The host is an IP address (IPv6 in brackets) or a host name; the port
     * is 1 to 65535. No two endpoints of a backend have the same address. Examples: {@code 10.0.0.7:5432}, {@code
     * db-1.example.com:5432}, {@code "[2001:db8::7]:5432"}.
     */
    Optional<String> address();

    /**
     * Its share of new connections relative to the other endpoints of the backend, 0 to 1000; 0 takes it out of rotation, and
     * its sessions go on.
     */
    @WithDefault("1")
    @Bounds(min = "0", max = "" + EndpointSpec.MAX_WEIGHT)
    int weight();

    /** Free text for balancing policies and people, such as {@code zone: a}. */
    @ConfigDocMapKey("label")
    Map<String, String> labels();
}
