package io.janus.quarkus.config;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;

/**
 * A configuration without a problem.
 *
 * @param config as it was written, with defaults
 * @param spec what it asks of the data plane
 * @param text the file it was read from, or what took its place; null where there is none
 * @param others the keys in the text that are not ours
 * @param lines where its keys stand in the text
 */
public record LoadedConfig(JanusConfig config, ProxySpec spec, @Nullable String text, Map<String, String> others,
        KeyLines lines) {

    /** Adds the line to a problem that the data plane found when it tried to apply the specification. */
    public ConfigProblem locate(SpecRefusedException.Problem problem) {
        return new ConfigProblem(problem.key(), lines.of(problem.key()), problem.message());
    }
}
