package io.janus.quarkus.plan;

import java.util.List;

/**
 * What a configuration would change.
 *
 * @param baseVersion the version it was compared with
 * @param digest of the text that was read, to tell whether it is still the same when it is applied
 * @param changes what would be changed; empty when nothing would
 * @param restartNeeded what it asks for that only a restart can change
 */
public record Plan(long baseVersion, String digest, List<Change> changes, List<String> restartNeeded) {

    /** Whether applying it would change nothing. */
    public boolean unchanged() {
        return changes.isEmpty();
    }
}
