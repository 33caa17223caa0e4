package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every {@code broken/NAME.yaml} is refused with exactly the text in {@code broken/NAME.txt}: file, line, key, rule and hint.
 */
class BrokenFilesTest {

    /** Where Maven runs the tests of a module. */
    private static final Path FOLDER = Path.of("src", "test", "resources", "broken");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length())).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_broken_file_is_refused_with_line_key_rule_and_hint(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".yaml");

        BadConfigException refused = catchThrowableOfType(BadConfigException.class,
                () -> ConfigLoader.standalone(file).load(TestPolicies.ALL));

        assertThat(refused).as("refusal of %s", name).isNotNull();
        assertThat(refused.render().replace(file.toString(), name + ".yaml") + "\n")
                .isEqualTo(Files.readString(FOLDER.resolve(name + ".txt")));
    }

    @Test
    void there_are_broken_files_of_many_kinds() throws IOException {
        assertThat(names()).hasSizeGreaterThan(120);
    }
}
