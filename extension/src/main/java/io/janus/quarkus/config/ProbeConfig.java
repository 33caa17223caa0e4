package io.janus.quarkus.config;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** How endpoints are probed. */
@ConfigGroup
public interface ProbeConfig {

    /**
     * Required where there is a probe. What a probe does: {@code tcp} opens a connection and closes it; {@code http} also sends
     * a GET and looks at the status of the answer. Either kind is for backends of either protocol. An HTTP probe has a
     * connection of its own, follows no redirect and leaves the body unread.
     */
    Optional<Type> type();

    /**
     * For {@code http}: the path that is asked for, with a query where it needs one: {@code /healthz?deep=1}. It begins with
     * {@code /} and has at most 2048 visible ASCII characters, without {@code #}.
     */
    @WithDefault("/")
    String path();

    /**
     * For {@code http}: the {@code Host} of the request, a host name or an IP address (IPv6 in brackets), with or without a
     * port. Without this key it is the endpoint's address as it is configured, with the port that is probed unless that is 80.
     */
    Optional<String> host();

    /**
     * The port that is probed, at the endpoint's address: 1 to 65535. Without this key it is the endpoint's own. It is for
     * endpoints that tell of their health elsewhere than where they serve.
     */
    @Bounds(min = "1", max = "65535")
    Optional<Integer> port();

    /**
     * For {@code http}: the statuses of an answer that count as success, 200 to 599: one of them, {@code 204}, or all from one
     * to another, {@code 200-399}. An answer that the data plane would not pass on because it is malformed never counts.
     */
    @WithDefault("200-399")
    String status();

    /** The time from one probe of an endpoint to the next, moved by up to 10 %. A duration from 10ms to 24d. */
    @WithDefault("5s")
    @Bounds(min = "10ms", max = Bounds.LONGEST)
    Duration interval();

    /**
     * How long one probe may take before it counts as failed, for {@code http} from the first packet to the end of the answer's
     * head. A duration from 1ms to 24d.
     */
    @WithDefault("2s")
    @Bounds(min = "1ms", max = Bounds.LONGEST)
    Duration timeout();

    /**
     * How many probes in a row must succeed to bring a down endpoint up, 1 to 100. One is enough for an endpoint that never
     * answered a probe before, and while no endpoint of the backend is up that could get traffic: a service that is cut off
     * comes back with the first probe that succeeds.
     */
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
        TCP,
        /** Sends a GET and looks at the status of the answer. */
        HTTP
    }
}
