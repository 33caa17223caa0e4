package io.janus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final Map<String, String> VARIABLE = Map.of("JANUS_CONFIG_FILE", "from-env.yaml");

    @TempDir
    Path directory;

    @Test
    void the_option_beats_everything() throws IOException {
        Files.createFile(directory.resolve("janus.yaml"));

        assertThat(ConfigFile.choose(Path.of("given.yaml"), VARIABLE, directory)).isEqualTo(Path.of("given.yaml"));
    }

    @Test
    void the_environment_beats_the_file_of_the_current_directory() throws IOException {
        Files.createFile(directory.resolve("janus.yaml"));

        assertThat(ConfigFile.choose(null, VARIABLE, directory)).isEqualTo(Path.of("from-env.yaml"));
    }

    @Test
    void the_file_of_the_current_directory_comes_last() throws IOException {
        Path file = Files.createFile(directory.resolve("janus.yaml"));

        assertThat(ConfigFile.choose(null, Map.of("JANUS_CONFIG_FILE", ""), directory)).isEqualTo(file);
    }

    @Test
    void without_any_the_error_shows_a_file_that_is_good() throws IOException {
        CommandRefusedException refused = catchThrowableOfType(CommandRefusedException.class,
                () -> ConfigFile.choose(null, Map.of(), directory));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused).hasMessageContainingAll("--config", "JANUS_CONFIG_FILE", "janus.yaml", "janus demo");
        String message = String.valueOf(refused.getMessage());
        String yaml = message.substring(message.indexOf("  janus:"), message.indexOf("Save it")).stripIndent();
        Path taught = Files.writeString(directory.resolve("taught.yaml"), yaml);
        assertThat(Cli.janus("check", taught.toString()).err()).isEmpty();
    }
}
