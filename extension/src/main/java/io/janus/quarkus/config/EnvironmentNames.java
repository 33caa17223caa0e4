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
    private boolean mentioned;

    EnvironmentNames(SmallRyeConfig sources) {
        for (ConfigSource source : sources.getConfigSources()) {
            if (KnownEnvironment.isEnvironment(source)) {
                source.getPropertyNames().stream().map(EnvironmentNames::variable).forEach(this::note);
            }
        }
    }

    private void note(String name) {
        mentioned |= name.contains(PREFIX);
        if (name.startsWith(PREFIX)) {
            names.add(name);
        }
    }

    /** Whether any may be about a key of ours, in a profile too: {@code _PROD_JANUS_IO_THREADS}. */
    boolean mentionJanus() {
        return mentioned;
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

    /** Without underscores at the end: of a name in quotes one or two may stand there, as SmallRye Config has it. */
    private static String variable(String property) {
        String variable = StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
        int end = variable.length();
        while (end > 0 && variable.charAt(end - 1) == '_') {
            end--;
        }
        return variable.substring(0, end);
    }
}
