package io.janus.quarkus.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.janus.proxy.spec.BackendSpec.OnDown;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** A set of interchangeable endpoints with one balancer. */
@ConfigGroup
public interface BackendConfig {

    /** How an endpoint is picked. */
    BalancerConfig balancer();

    /**
     * The endpoints by id; at least one. An id has 1 to 63 characters out of {@code a-z 0-9 . _ -} and begins and ends with a
     * letter or digit.
     */
    @ConfigDocMapKey("id")
    Map<String, EndpointConfig> endpoints();

    /** How endpoints are probed. Without it they are not, and count as up. */
    Optional<ProbeConfig> probe();

    /** How long things may take. */
    TimeoutsConfig timeouts();

    /** What happens when an endpoint cannot be reached. */
    RetriesConfig retries();

    /** What happens when every endpoint is down. */
    PanicConfig panic();

    /**
     * How often the host names among the addresses are resolved again; the last addresses known stay in use while a name cannot
     * be resolved. A duration from 10ms to 24d.
     */
    @WithDefault("30s")
    @Bounds(min = "10ms", max = Bounds.LONGEST)
    Duration resolveInterval();

    /**
     * How long sessions of an endpoint may go on after it was removed from the configuration. A duration from 0s to 24d; 0s
     * means as long as they take.
     */
    @WithDefault("0s")
    @Bounds(min = "0s", max = Bounds.LONGEST)
    Duration drainTimeout();

    /**
     * What becomes of the sessions of an endpoint that goes down: {@code keep} lets them go on, {@code close} resets them, so
     * that clients connect again and reach another endpoint.
     */
    @WithDefault("keep")
    OnDown onDown();

    /** How an endpoint is picked. */
    interface BalancerConfig {

        /**
         * The balancing policy: {@code least-request} (alias {@code least-connections}), {@code round-robin} (alias
         * {@code weighted-round-robin}), {@code random}, {@code ip-hash}, or the identifier of a policy of the application.
         */
        @WithDefault("least-request")
        String type();

        /** Options of the policy; each policy says which it knows. Values are text: {@code choices: "2"}. */
        @ConfigDocMapKey("option")
        Map<String, String> options();
    }

    /** How long things may take. */
    interface TimeoutsConfig {

        /** How long one attempt to connect to an endpoint may take. A duration from 1ms to 24d. */
        @WithDefault("2s")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration connect();

        /**
         * How long a session may move no byte in either direction before it is closed. A duration from 1ms to 24d. Longer than
         * the quiet times of the protocol: database connection pools often sit idle for many minutes.
         */
        @WithDefault("1h")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration idle();
    }

    /** What happens when an endpoint cannot be reached. */
    interface RetriesConfig {

        /**
         * How many endpoints are tried for one connection before it is given up, 1 to 100; 1 means no retry. The next endpoint
         * is tried at once, and only while nothing was sent to the one before.
         */
        @WithDefault("2")
        @Bounds(min = "1", max = "100")
        int maxAttempts();
    }

    /** What happens when every endpoint is down. */
    interface PanicConfig {

        /**
         * With {@code true} all endpoints are used while all are down, so that a wrong probe cannot cut a service off; with
         * {@code false} none is, and connections are closed at once.
         */
        @WithDefault("true")
        boolean failOpen();
    }
}
