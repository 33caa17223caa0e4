package io.janus.quarkus.config;

import java.time.Duration;
import java.util.List;
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

    /** What happens when an attempt on an endpoint fails. */
    RetriesConfig retries();

    /** How long connections to the endpoints are used again, for HTTP. */
    PoolConfig pool();

    /** When an endpoint is taken out of rotation because attempts on it fail. */
    EjectionConfig ejection();

    /** What happens when too few endpoints are left. */
    PanicConfig panic();

    /**
     * How long an endpoint that was added by a reload, was down, or was ejected, takes to get its full share: it begins with a
     * tenth of its weight and gets another tenth nine times in that time; where the policy is {@code ip-hash} it gets the rest
     * at the end. Endpoints that Janus starts with have their full share at once. A duration from 0s to 1h; 0s gives the full
     * share at once.
     */
    @WithDefault("30s")
    @Bounds(min = "0s", max = "1h")
    Duration slowStart();

    /**
     * How often the host names among the addresses are resolved again; the last addresses known stay in use while a name cannot
     * be resolved. A duration from 10ms to 24d.
     */
    @WithDefault("30s")
    @Bounds(min = "10ms", max = Bounds.LONGEST)
    Duration resolveInterval();

    /**
     * How long sessions and requests of an endpoint may go on after it was removed from the configuration. A duration from
     * 0s to 24d; 0s means as long as they take.
     */
    @WithDefault("0s")
    @Bounds(min = "0s", max = Bounds.LONGEST)
    Duration drainTimeout();

    /**
     * What becomes of the sessions and requests of an endpoint that goes down: {@code keep} lets them go on, {@code close} ends
     * them, so that clients come again and reach another endpoint.
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
         * For HTTP: how long an endpoint may take to begin its answer once it has the whole request; after that the attempt has
         * failed, and without another one the answer is 504. A duration from 1ms to 24d.
         */
        @WithDefault("60s")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration response();

        /**
         * For HTTP: how long a whole request may take, from its head to the end of its answer, attempts included. Without this
         * key it takes as long as it takes. A duration from 1ms to 24d.
         */
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Optional<Duration> request();

        /**
         * For HTTP: how long an endpoint may send no byte of an answer it began, or take no byte of a request; then the
         * connection closes, and the client sees that the answer is cut off. A duration from 1ms to 24d.
         */
        @WithDefault("300s")
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Duration stall();

        /**
         * How long a connection without use stays open. A TCP session that moves no byte in either direction for so long is
         * closed; without this key after 1h. A pooled connection to an endpoint is closed when no request used it for so long;
         * without this key after 30s. A duration from 1ms to 24d. For TCP, take longer than the quiet times of the protocol:
         * database connection pools often sit idle for many minutes.
         */
        @Bounds(min = "1ms", max = Bounds.LONGEST)
        Optional<Duration> idle();
    }

    /** What happens when an attempt on an endpoint fails. */
    interface RetriesConfig {

        /**
         * How many attempts are made for one TCP connection or one HTTP request before it is given up, 1 to 100; 1 means no
         * retry. Each goes to another endpoint while there is one.
         */
        @WithDefault("2")
        @Bounds(min = "1", max = "100")
        int maxAttempts();

        /**
         * For HTTP: the failures after which another attempt is made. {@code connect-failure}: no connection came about, and
         * nothing was sent; any request is repeated. {@code reset}: the connection ended before the first byte of an answer.
         * {@code timeout}: no answer began in time. {@code "500"} to {@code "599"}: the answer has this status. After all but
         * the first only GET, HEAD, OPTIONS, TRACE, PUT and DELETE are repeated, and only while their body is empty or still
         * held. Nothing is repeated once a byte of an answer went out. TCP sessions are always tried again when connecting
         * failed. What is written here takes the place of the default: with statuses, write {@code connect-failure} and
         * {@code reset} too. An empty list, {@code []}, repeats no request.
         */
        @WithDefault("connect-failure,reset")
        List<String> when();

        /**
         * For HTTP: the longest wait before the third attempt, and before any after a status; the wait is drawn at random from
         * 0 to this, and doubles with each attempt. A duration from 0s to 1h.
         */
        @WithDefault("25ms")
        @Bounds(min = "0s", max = "1h")
        Duration backoff();

        /**
         * What {@code backoff} doubles to at most. A duration from 0s to 1h, and at least {@code backoff}. Where it is not set
         * and {@code backoff} is longer than the default, it is {@code backoff}.
         */
        @WithDefault("250ms")
        @Bounds(min = "0s", max = "1h")
        Duration maxBackoff();

        /** For HTTP: how many retries there may be, so that they do not become the outage. */
        BudgetConfig budget();
    }

    /** How many retries there may be; those after a failure to connect do not count. */
    interface BudgetConfig {

        /** How many retries there may be for every 100 requests of the last 10 s, 0 to 100. */
        @WithDefault("20")
        @Bounds(min = "0", max = "100")
        int percent();

        /** How many retries a second there may be in any case, 0 to 1000000. */
        @WithDefault("10")
        @Bounds(min = "0", max = "1000000")
        int minPerSecond();
    }

    /** How long connections to the endpoints are used again, for HTTP. Each endpoint has a pool on each event loop. */
    interface PoolConfig {

        /**
         * How many connections may wait for their next request, per endpoint and event loop, 0 to 1000000; 0 uses none again.
         */
        @WithDefault("1024")
        @Bounds(min = "0", max = "1000000")
        int maxIdle();

        /**
         * How old a connection may be when it is used again. A duration from 0s to 24d; 0s means as old as it gets.
         */
        @WithDefault("0s")
        @Bounds(min = "0s", max = Bounds.LONGEST)
        Duration maxAge();

        /** How many requests a connection may carry, 0 to 1000000000; 0 means as many as there are. */
        @WithDefault("0")
        @Bounds(min = "0", max = "1000000000")
        int maxRequests();
    }

    /**
     * When an endpoint is taken out of rotation because attempts on it fail, for HTTP and TCP. A failure is: no connection, no
     * answer in time, a status of 500 or more but 501 and 505, a malformed answer, an end inside an answer; and none of them
     * where the client is to blame. Never ejected is the last endpoint
     * that is up and not ejected. Ejected ones are used all the same when {@code panic.threshold} says so.
     */
    interface EjectionConfig {

        /** Whether endpoints are ejected at all. */
        @WithDefault("true")
        boolean enabled();

        /** How many attempts in a row must fail, on whatever connections, 1 to 1000000. */
        @WithDefault("5")
        @Bounds(min = "1", max = "1000000")
        int consecutiveFailures();

        /**
         * How long the first ejection takes. The second takes twice as long, the third three times; each {@code base} that an
         * endpoint stays in rotation counts one down. A duration from 10ms to 24d.
         */
        @WithDefault("30s")
        @Bounds(min = "10ms", max = Bounds.LONGEST)
        Duration base();

        /**
         * How long an ejection takes at most. A duration from 10ms to 24d, and at least {@code base}. Where it is not set and
         * {@code base} is longer than the default, it is {@code base}.
         */
        @WithDefault("300s")
        @Bounds(min = "10ms", max = Bounds.LONGEST)
        Duration max();

        /**
         * The share of the endpoints that may be ejected at once, in percent, rounded down, 1 to 100; one always may. Endpoints
         * of weight 0 and without an address do not count.
         */
        @WithDefault("33")
        @Bounds(min = "1", max = "100")
        int maxPercent();
    }

    /** What happens when too few endpoints are left. */
    interface PanicConfig {

        /**
         * When less than this share of the up endpoints is not ejected, in percent, ejections are ignored, so that the few that
         * are left do not break under the load of all. 0 to 100; 0 ignores ejections only when no other endpoint is left.
         */
        @WithDefault("50")
        @Bounds(min = "0", max = "100")
        int threshold();

        /**
         * With {@code true} all endpoints are used while all are down, so that a wrong probe cannot cut a service off; with
         * {@code false} none is: TCP connections are closed at once, and HTTP requests are answered 503.
         */
        @WithDefault("true")
        boolean failOpen();
    }
}
