package io.janus.proxy.state;

import java.time.Duration;
import java.time.Instant;

/**
 * An endpoint's time out of rotation, for its answers.
 *
 * @param since when it began
 * @param lasts how long it takes
 * @param reason why, for people: {@code "5 attempts in a row failed, the last by a timeout"}
 */
public record Ejection(Instant since, Duration lasts, String reason) {

    /** When the endpoint comes back. */
    public Instant until() {
        return since.plus(lasts);
    }
}
