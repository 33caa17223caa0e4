package io.janus.proxy.spec;

import java.time.Duration;
import java.util.Optional;

/**
 * How long endpoints may take; all positive.
 *
 * @param connect one attempt to connect
 * @param response from the last byte of a request to the first of its answer's head
 * @param request a whole exchange, from the request's head to the end of the answer; empty means as long as it takes
 * @param stall without taking or sending a byte while it should
 * @param idle a connection without use: a TCP session that moves no byte (1 h where it is empty), a pooled connection (30 s)
 */
public record BackendTimeouts(Duration connect, Duration response, Optional<Duration> request, Duration stall,
        Optional<Duration> idle) {

    private static final Duration SESSION_IDLE = Duration.ofHours(1);
    private static final Duration POOLED_IDLE = Duration.ofSeconds(30);

    /** How long a TCP session may move no byte. */
    public Duration sessionIdle() {
        return idle.orElse(SESSION_IDLE);
    }

    /** How long a pooled connection may wait for its next request. */
    public Duration pooledIdle() {
        return idle.orElse(POOLED_IDLE);
    }
}
