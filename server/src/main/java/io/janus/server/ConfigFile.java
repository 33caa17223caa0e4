package io.janus.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Which configuration file a {@code run} without {@code --config} means. */
final class ConfigFile {

    /** The environment variable that stands in for {@code --config}, as container platforms like it. */
    static final String VARIABLE = "JANUS_CONFIG_FILE";

    /** What is looked for last, in the current directory. */
    static final String DEFAULT_NAME = "janus.yaml";

    private ConfigFile() {
    }

    /**
     * The file of {@code --config}, else of {@value #VARIABLE}, else {@value #DEFAULT_NAME} in the current directory.
     *
     * @param option the value of {@code --config}
     * @param environment the process's environment
     * @param directory the current directory
     * @throws CommandRefusedException when there is none
     */
    static Path choose(@Nullable Path option, Map<String, String> environment, Path directory) {
        if (option != null) {
            return option;
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return Path.of(variable);
        }
        Path fallback = directory.resolve(DEFAULT_NAME);
        if (Files.exists(fallback)) {
            return fallback;
        }
        throw new CommandRefusedException("""
                There is no configuration: --config is not given, %s is not set, and this directory has no %s.
                A file that works:

                  janus:
                    listeners:
                      web: { bind: "127.0.0.1:8080", protocol: tcp, backend: app }
                    backends:
                      app:
                        endpoints:
                          app-1: { address: "127.0.0.1:8081" }
                          app-2: { address: "127.0.0.1:8082" }

                Save it as %2$s and start again, or see Janus at work first: 'janus demo'.""".formatted(VARIABLE,
                DEFAULT_NAME));
    }
}
