package io.janus.server;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.balancers.BuiltInBalancers;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.config.BadConfigException;
import io.janus.quarkus.config.ConfigLoader;
import io.janus.quarkus.config.ConfigReading;

/** A configuration file as {@code run} reads it, without starting anything. */
final class Configuration {

    private final ConfigReading reading;

    private Configuration(ConfigReading reading) {
        this.reading = reading;
    }

    /** Reads a file together with the environment and system properties; or, without a file, those alone. */
    static Configuration read(@Nullable Path file) {
        return new Configuration(ConfigLoader.standalone(file).read());
    }

    /**
     * Maps and validates what was read.
     *
     * @throws CommandRefusedException with every problem found
     */
    ProxySpec spec() {
        try {
            return reading.validate(BuiltInBalancers.byName()).spec();
        } catch (BadConfigException e) {
            throw new CommandRefusedException(e.render());
        }
    }

    /**
     * Where health and metrics will be served, if no option says so.
     *
     * @throws CommandRefusedException naming the key that has no address in it
     */
    HostPort adminAddress() {
        return AdminAddress.configured(reading.values());
    }
}
