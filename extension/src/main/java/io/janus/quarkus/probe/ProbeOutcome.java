package io.janus.quarkus.probe;

import java.util.Optional;

/**
 * How a probe ended.
 *
 * @param failure why it failed, for people, fit for a line of the log; empty when it did not
 */
record ProbeOutcome(Optional<String> failure) {

    static final ProbeOutcome SUCCESS = new ProbeOutcome(Optional.empty());

    static ProbeOutcome failure(String why) {
        return new ProbeOutcome(Optional.of(why));
    }

    boolean succeeded() {
        return failure.isEmpty();
    }
}
