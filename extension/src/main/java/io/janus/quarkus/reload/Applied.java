package io.janus.quarkus.reload;

import java.util.List;

import io.janus.quarkus.ReloadResult;
import io.janus.quarkus.config.ConfigProblem;
import io.janus.quarkus.plan.Change;

/**
 * What came of an attempt to put a configuration in force.
 *
 * @param status how it ended
 * @param version the version in force after it
 * @param changes what it changed
 * @param restartNeeded what it asked for that only a restart can change
 * @param message what happened, for people; several lines when the configuration was refused
 * @param problems what is wrong with it, when that is why it was refused
 */
public record Applied(Status status, long version, List<Change> changes, List<String> restartNeeded, String message,
        List<ConfigProblem> problems) {

    /** How it ended. */
    public enum Status {
        /** It was another one, and is in force. */
        APPLIED,
        /** It was the one in force. */
        UNCHANGED,
        /** It cannot be used; the one in force stayed. */
        REFUSED,
        /** It was not what was expected; the one in force stayed, and nothing was tried. */
        CONFLICT,
        /** Janus is stopping. */
        STOPPING
    }

    static Applied failed(Status status, long version, String message, List<ConfigProblem> problems) {
        return new Applied(status, version, List.of(), List.of(), message, problems);
    }

    /** The same in short. */
    public ReloadResult result() {
        return new ReloadResult(status == Status.APPLIED || status == Status.UNCHANGED, !restartNeeded.isEmpty(), message);
    }
}
