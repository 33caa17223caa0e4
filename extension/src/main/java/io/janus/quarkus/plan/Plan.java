package io.janus.quarkus.plan;

import java.util.List;

/**
 * What a configuration would change.
 *
 * @param baseVersion the version it was compared with
 * @param digest of the text that was read, to tell whether it is still the same when it is applied
 * @param changes what would be changed, in words
 * @param restartNeeded what it asks for that only a restart can change
 * @param unchanged whether applying it would change nothing
 */
public record Plan(long baseVersion, String digest, List<Change> changes, List<String> restartNeeded, boolean unchanged) {
}
