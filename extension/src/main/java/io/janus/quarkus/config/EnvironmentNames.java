package io.janus.quarkus.config;

import java.util.Locale;
import java.util.TreeSet;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;

/** The environment variables that may be about keys of ours: {@code JANUS_LISTENERS_WEB_BIND}. Immutable. */
final class EnvironmentNames {

    private static final String PREFIX = "JANUS_";

    private final TreeSet<String> names = new TreeSet<>();

    EnvironmentNames(SmallRyeConfig sources) {
        for (ConfigSource source : sources.getConfigSources()) {
            if (KnownEnvironment.isEnvironment(source)) {
                source.getPropertyNames().stream().map(EnvironmentNames::variable).filter(name -> name.startsWith(PREFIX))
                        .forEach(names::add);
            }
        }
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether one has the name that stands for a property. */
    boolean has(String property) {
        return names.contains(variable(property));
    }

    /** Whether one may stand for something below a property. */
    boolean hasBelow(String property) {
        String prefix = variable(property);
        String first = names.ceiling(prefix);
        return first != null && first.startsWith(prefix);
    }

    private static String variable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }
}
