package io.janus.quarkus.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the key it is about, without {@code janus.}; empty when it is about the file as a whole
 * @param line the line of the file, from 1; null when it does not come from the file
 * @param message what is wrong, what it must be, and what to do; it reads on from the key
 */
public record ConfigProblem(String key, @Nullable Integer line, String message) {
}
