package io.janus.server;

import java.nio.file.Path;

import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.LoadedConfig;

/** Reads a configuration file as {@code run} will, without starting anything. */
final class Configuration {

    private Configuration() {
    }

    /**
     * Reads, maps and validates a file together with the environment and system properties.
     *
     * @throws CommandRefusedException with every problem found
     */
    static LoadedConfig load(Path file) {
        try {
            return ConfigLoader.standalone(file).load(BuiltInBalancers.byName());
        } catch (BadConfigException e) {
            throw new CommandRefusedException(e.render());
        }
    }
}
