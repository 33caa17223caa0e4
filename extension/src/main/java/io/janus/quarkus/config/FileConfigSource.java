package io.janus.quarkus.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The operator's file as a configuration source: what of it can be used. */
final class FileConfigSource implements ConfigSource {

    /** Above an application's own files (at most 265), below environment variables (300). */
    static final int ORDINAL = 275;

    private final String name;
    private final Map<String, String> values;
    private final Set<String> others;

    FileConfigSource(String file, Map<String, String> values) {
        this.name = PREFIX + file + "]";
        this.values = values;
        this.others = values.keySet().stream().filter(key -> !key.startsWith("janus.")).collect(Collectors.toUnmodifiableSet());
    }

    private static final String PREFIX = "JanusFile[";

    /** Whether a source is such a file; by name, because dev mode loads this class more than once. */
    static boolean isName(@Nullable String source) {
        return source != null && source.startsWith(PREFIX);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    /**
     * Without the names of our own keys: SmallRye Config would map them for the application, which takes it more than a
     * minute for 10,000 endpoints, and {@link ConfigLoader} does it better. Asked for by name, they are there.
     */
    @Override
    public Set<String> getPropertyNames() {
        return others;
    }

    @Override
    public Map<String, String> getProperties() {
        return values;
    }

    @Override
    public @Nullable String getValue(String propertyName) {
        return values.get(propertyName);
    }
}
