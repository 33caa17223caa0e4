package io.janus.quarkus.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Loads configuration texts in tests, from files in a temporary folder. */
final class ConfigFiles {

    /** Ten lines, as an operator begins. */
    static final String MINIMAL = """
            janus:
              listeners:
                web:
                  bind: 127.0.0.1:8080
                  protocol: tcp
                  backend: app
              backends:
                app:
                  endpoints:
                    app-1: { address: "127.0.0.1:8081" }
            """;

    private final Path file;

    ConfigFiles(Path folder) {
        file = folder.resolve("janus.yaml");
    }

    ConfigFiles with(String text) {
        return with(text.getBytes(StandardCharsets.UTF_8));
    }

    ConfigFiles with(byte[] bytes) {
        try {
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoadedConfig load(ConfigSource... others) throws BadConfigException {
        return new ConfigLoader(file, true, (SmallRyeConfigBuilder builder) -> builder.withSources(List.of(others)))
                .load(TestPolicies.ALL);
    }

    /** What is said about the file, one problem a line; the file is {@code janus.yaml}. */
    List<String> problems(ConfigSource... others) {
        try {
            throw new AssertionError("loaded: " + load(others).spec());
        } catch (BadConfigException e) {
            String name = String.valueOf(e.file());
            return e.render().replace(name, "janus.yaml").lines().skip(1).map(String::strip).toList();
        }
    }

    static ListenerSpec listener(LoadedConfig loaded, String name) {
        return Objects.requireNonNull(loaded.spec().listeners().get(name), name);
    }

    static BackendSpec backend(LoadedConfig loaded, String name) {
        return Objects.requireNonNull(loaded.spec().backends().get(name), name);
    }

    /** An endpoint of the backend {@code app}. */
    static EndpointSpec endpoint(LoadedConfig loaded, String id) {
        return Objects.requireNonNull(backend(loaded, "app").endpoints().get(id), id);
    }
}
