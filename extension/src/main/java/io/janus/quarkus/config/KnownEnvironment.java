package io.janus.quarkus.config;

import java.util.Set;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.smallrye.config.EnvConfigSource;

/**
 * The environment variables of a running application, which was built with them already. As what they are, SmallRye Config
 * would compare the name of each with that of every property once more for every reading, which took half of what it needs to
 * lay the sources over each other.
 */
final class KnownEnvironment implements ConfigSource {

    private final EnvConfigSource variables;

    KnownEnvironment(EnvConfigSource variables) {
        this.variables = variables;
    }

    /** Whether a source is of environment variables, in whatever shape. */
    static boolean isEnvironment(ConfigSource source) {
        return source instanceof EnvConfigSource || source instanceof KnownEnvironment;
    }

    @Override
    public String getName() {
        return variables.getName();
    }

    @Override
    public int getOrdinal() {
        return variables.getOrdinal();
    }

    @Override
    public Set<String> getPropertyNames() {
        return variables.getPropertyNames();
    }

    @Override
    public @Nullable String getValue(String name) {
        return variables.getValue(name);
    }
}
