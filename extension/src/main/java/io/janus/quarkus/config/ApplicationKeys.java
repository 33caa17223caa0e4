package io.janus.quarkus.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the operator's file that are not ours, such as {@code quarkus.http.port}: the application read them when it
 * started, and no reload changes them. Immutable.
 */
public final class ApplicationKeys {

    private final @Nullable Path file;
    private final Map<String, String> atStart;

    private ApplicationKeys(@Nullable Path file, Map<String, String> atStart) {
        this.file = file;
        this.atStart = atStart;
    }

    /** As the running application has them from its file, if it has one. */
    public static ApplicationKeys ofApplication(@Nullable Path file) {
        Map<String, String> values = new HashMap<>();
        for (ConfigSource source : ConfigProvider.getConfig().getConfigSources()) {
            if (FileConfigSource.isName(source.getName())) {
                source.getPropertyNames().forEach(name -> values.put(name, source.getValue(name)));
            }
        }
        return new ApplicationKeys(file, values);
    }

    /**
     * Which of them the file has with another value now, or only now, or not any more. Reads the file.
     *
     * @return in the order of the alphabet; empty when the file cannot be used
     */
    public List<String> changed() {
        if (file == null) {
            return List.of();
        }
        FileContent content = FileContent.read(file);
        if (!content.findings().problems().isEmpty()) {
            return List.of();
        }
        Map<String, String> now = read(content);
        Set<String> names = new TreeSet<>(atStart.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(atStart.get(name), now.get(name)));
        return List.copyOf(names);
    }

    /** Names for people: on one line, the first few of many. */
    public static String shown(Collection<String> names) {
        return Words.list(names.stream().map(Words::plain).toList());
    }

    private static Map<String, String> read(FileContent content) {
        Map<String, String> others = new HashMap<>(content.values());
        others.keySet().removeIf(name -> name.startsWith("janus."));
        return others;
    }
}
