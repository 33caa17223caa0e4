package io.janus.quarkus.config;

import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.spec.SpecRefusedException;

/**
 * A configuration without a problem.
 *
 * @param config as it was written, with defaults
 * @param spec what it asks of the data plane
 * @param lines where its keys stand in the file
 */
public record LoadedConfig(JanusConfig config, ProxySpec spec, KeyLines lines) {

    /** Adds the line to a problem that the data plane found when it tried to apply the specification. */
    public ConfigProblem locate(SpecRefusedException.Problem problem) {
        return new ConfigProblem(problem.key(), lines.of(problem.key()), problem.message());
    }
}
