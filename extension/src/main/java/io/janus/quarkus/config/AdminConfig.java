package io.janus.quarkus.config;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The admin API below {@code /janus}, on the same address as health and metrics. None of it can change while Janus runs. */
@ConfigGroup
public interface AdminConfig {

    /**
     * Whether there is an admin API. {@code auto} means yes in dev mode and no otherwise, for in an application the address is
     * its own, and its users would reach it. The server comes with {@code true}.
     */
    @WithDefault("auto")
    Enabled enabled();

    /**
     * A file with the token that callers have to send, as {@code Authorization: Bearer TOKEN}: 16 to 512 visible ASCII
     * characters, and perhaps a line break behind them. On an address of the loopback interface it may be missing; on any other
     * the admin API is off without it. It is read when Janus starts and every ten seconds. Example:
     * {@code /run/secrets/janus-token}.
     */
    Optional<String> tokenFile();

    /**
     * The names and addresses that callers may call it by: what stands in their {@code Host} header, without the port. Anything
     * else is refused, so that a web page cannot reach it by a name of its own that leads here. Example:
     * {@code [localhost, janus.internal]}.
     */
    @WithDefault("localhost,127.0.0.1,[::1]")
    List<String> allowedHosts();

    /** Whether there is an admin API. */
    enum Enabled {
        /** Where it is safe by default. */
        AUTO,
        /** In any case. */
        TRUE,
        /** Never. */
        FALSE
    }
}
