package io.janus.quarkus.config;

import java.nio.file.Path;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Adds the operator's file to the configuration of the application. What is wrong with the file is left out here and stops
 * nothing: {@link ConfigLoader} reads it again when Janus starts, and refuses it with everything that is wrong.
 */
public final class ConfigFileCustomizer implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        String file = System.getProperty(ConfigLoader.FILE_PROPERTY);
        if (file != null && !file.isBlank()) {
            builder.withSources(new FileConfigSource(file, FileContent.read(Path.of(file)).values()));
        }
    }
}
