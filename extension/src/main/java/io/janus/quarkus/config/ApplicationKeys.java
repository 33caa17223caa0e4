package io.janus.quarkus.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The keys of the operator's file that are not ours, such as {@code quarkus.http.port}: the application read them when it
 * started, and no reload changes them. Immutable.
 */
public final class ApplicationKeys {

    private final Map<String, String> atStart;

    private ApplicationKeys(Map<String, String> atStart) {
        this.atStart = atStart;
    }

    /** As the running application has them from its file, if it has one. */
    public static ApplicationKeys ofApplication() {
        Map<String, String> values = new HashMap<>();
        for (ConfigSource source : ConfigProvider.getConfig().getConfigSources()) {
            if (FileConfigSource.isName(source.getName())) {
                source.getPropertyNames().forEach(name -> values.put(name, source.getValue(name)));
            }
        }
        return new ApplicationKeys(values);
    }

    /** Which of them a configuration has with another value, or only now, or not any more: in the order of the alphabet. */
    public List<String> changed(LoadedConfig loaded) {
        Set<String> names = new TreeSet<>(atStart.keySet());
        names.addAll(loaded.others().keySet());
        names.removeIf(name -> Objects.equals(atStart.get(name), loaded.others().get(name)));
        return List.copyOf(names);
    }

    /** Names for people: on one line, the first few of many. */
    public static String shown(Collection<String> names) {
        return Words.list(names.stream().map(Words::plain).toList());
    }
}
