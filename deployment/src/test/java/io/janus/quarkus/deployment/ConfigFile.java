package io.janus.quarkus.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.janus.quarkus.config.ConfigLoader;

/**
 * The operator's file of one test class. Its path is in a system property, since a test class is loaded twice: by JUnit, and by
 * the application under test.
 */
final class ConfigFile {

    /** A listener that nobody needs, so that Janus starts. Nothing listens on port 1. */
    static final String ANY = """
            janus:
              listeners:
                any: { bind: "127.0.0.1:0", protocol: tcp, backend: any }
              backends:
                any: { endpoints: { any-1: { address: "127.0.0.1:1" } } }
            """;

    private ConfigFile() {
    }

    /** For {@code setBeforeAllCustomizer}: makes the file. */
    static Runnable holding(String yaml) {
        return () -> {
            try {
                Path folder = Files.createTempDirectory("janus-test");
                System.setProperty(ConfigLoader.FILE_PROPERTY, folder.resolve("janus.yaml").toString());
                write(yaml);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** For {@code setAfterAllCustomizer}: takes it away. */
    static void remove() {
        try {
            Path file = path();
            System.clearProperty(ConfigLoader.FILE_PROPERTY);
            Files.deleteIfExists(file);
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path path() {
        return Path.of(System.getProperty(ConfigLoader.FILE_PROPERTY));
    }

    /** Replaces the file in one step, as an operator's tool should. */
    static void write(String yaml) {
        try {
            Path draft = path().resolveSibling("draft.yaml");
            Files.writeString(draft, yaml);
            Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
