package io.janus.quarkus.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;
import org.jspecify.annotations.Nullable;

import io.janus.balancer.BalancerFactory;
import io.janus.quarkus.threads.ControlThread;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSourceLoader;

/**
 * Loads the configuration: the one function behind the start, a reload and an offline check. Immutable; each load reads
 * everything anew. Loads may run at once on several threads, never on an event loop.
 */
public final class ConfigLoader {

    /** The system property with the path of the operator's file. */
    public static final String FILE_PROPERTY = "janus-config-file";

    /** The application holds the defaults of the mapping at the very bottom. */
    private static final int ABOVE_DEFAULTS = Integer.MIN_VALUE + 1;

    private final @Nullable Path file;
    private final boolean listenersNeeded;
    private final Consumer<SmallRyeConfigBuilder> sources;

    ConfigLoader(@Nullable Path file, boolean listenersNeeded, Consumer<SmallRyeConfigBuilder> sources) {
        this.file = file;
        this.listenersNeeded = listenersNeeded;
        this.sources = sources;
    }

    /**
     * For {@code main}, before Quarkus runs: the file and all that Quarkus will read beside it, which is the application's own
     * files, those in {@code config/}, {@code .env}, environment variables and system properties, in the profile it will have.
     *
     * @param file the operator's file; with one, at least one listener is needed. Or null, for none.
     */
    public static ConfigLoader standalone(@Nullable Path file) {
        return new ConfigLoader(file, file != null, ConfigLoader::addWhatQuarkusReads);
    }

    /**
     * In a running application: its own sources, and the file that {@link #FILE_PROPERTY} names, if it is set. No listener is
     * needed; the extension then does nothing.
     */
    public static ConfigLoader ofApplication() {
        String path = System.getProperty(FILE_PROPERTY);
        return new ConfigLoader(path == null || path.isBlank() ? null : Path.of(path), false, ConfigLoader::addApplication);
    }

    private static void addWhatQuarkusReads(SmallRyeConfigBuilder builder) {
        builder.forClassLoader(Thread.currentThread().getContextClassLoader())
                .withCustomizers(new QuarkusConfigBuilderCustomizer()).addDefaultSources().addDiscoveredSources();
        try {
            YamlSources.add(builder);
        } catch (NoClassDefFoundError e) {
            // Without the YAML extension Quarkus reads no such files either.
            return;
        }
    }

    /** Apart, because the application may lack the YAML classes. */
    private static final class YamlSources {

        static void add(SmallRyeConfigBuilder builder) {
            builder.withSources((ConfigSourceProvider) new YamlConfigSourceLoader.InFileSystem())
                    .withSources((ConfigSourceProvider) new YamlConfigSourceLoader.InClassPath());
        }
    }

    private static void addApplication(SmallRyeConfigBuilder builder) {
        SmallRyeConfig application = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        builder.withProfiles(application.getProfiles());
        for (ConfigSource source : application.getConfigSources()) {
            if (!FileConfigSource.isName(source.getName())) {
                builder.withSources(source instanceof EnvConfigSource variables ? new KnownEnvironment(variables) : source);
            }
        }
        if (LaunchMode.current().isDevOrTest()) {
            // Nobody watches the readiness of an application that is being worked on.
            builder.withSources(new PropertiesConfigSource(Map.of("janus.shutdown.accept-window", "0s"), "dev and test mode",
                    ABOVE_DEFAULTS));
        }
    }

    /** The operator's file; null when there is none. */
    public @Nullable Path file() {
        return file;
    }

    /**
     * Reads, maps and validates all sources anew, and makes the balancer of each backend once on trial. Changes nothing.
     *
     * @param policies the balancing policies by name, aliases included
     * @throws BadConfigException with everything that is wrong
     */
    public LoadedConfig load(Map<String, BalancerFactory> policies) throws BadConfigException {
        return read().validate(policies);
    }

    /** Reads all sources anew. */
    public ConfigReading read() {
        FileContent content = file == null ? FileContent.none() : FileContent.read(file);
        return new ConfigReading(file, listenersNeeded, content, layered(content));
    }

    /**
     * Reads all sources anew but the file, whose place a text takes.
     *
     * @param text at most {@value ConfigText#MOST_BYTES} characters, as a file would have them
     */
    public ConfigReading read(String text) {
        FileContent content = FileContent.of(text);
        return new ConfigReading(null, listenersNeeded, content, layered(content));
    }

    private SmallRyeConfig layered(FileContent content) {
        ControlThread.giveWay();
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDefaultInterceptors();
        sources.accept(builder);
        if (content.text() != null) {
            builder.withSources(new FileConfigSource(String.valueOf(file), content.values()));
        }
        return builder.build();
    }
}
