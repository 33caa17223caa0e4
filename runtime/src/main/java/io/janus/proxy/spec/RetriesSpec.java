package io.janus.proxy.spec;

import java.time.Duration;
import java.util.Set;

/**
 * When a failed attempt is followed by another, on another endpoint.
 *
 * @param maxAttempts how many attempts a session or an exchange may make; 1 means no retry
 * @param when the failures after which an exchange makes another attempt; sessions always do when connecting failed
 * @param statuses the statuses of an answer after which an exchange makes another attempt, 500 to 599
 * @param backoff what the wait before the third attempt, and before any after a status, is drawn from at most; it doubles with
 *        each attempt
 * @param maxBackoff what it doubles to at most
 * @param budgetPercent how many retries there may be for every 100 requests of the last 10 s; 0 to 100
 * @param budgetMinPerSecond how many retries a second there may be in any case; 0 or more
 */
public record RetriesSpec(int maxAttempts, Set<Condition> when, Set<Integer> statuses, Duration backoff, Duration maxBackoff,
        int budgetPercent, int budgetMinPerSecond) {

    /** How an attempt can fail before a byte of its answer went out. */
    public enum Condition {
        /** No connection came about, and nothing was sent. */
        CONNECT_FAILURE,
        /** The connection ended before the first byte of an answer. */
        RESET,
        /** No answer began in time. */
        TIMEOUT
    }

    public RetriesSpec {
        when = Set.copyOf(when);
        statuses = Set.copyOf(statuses);
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("max-attempts must be at least 1");
        }
        if (statuses.stream().anyMatch(status -> status < 500 || status > 599)) {
            throw new IllegalArgumentException("only statuses 500 to 599 can be retried, and not " + statuses);
        }
    }
}
