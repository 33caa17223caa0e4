package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no configuration, and files that were made to hurt. */
@Tag("invariant-12")
class HostileFilesTest {

    @TempDir
    private Path folder;

    private ConfigFiles file(String text) {
        return new ConfigFiles(folder).with(text);
    }

    private ConfigFiles file(byte[] bytes) {
        return new ConfigFiles(folder).with(bytes);
    }

    @Test
    void a_missing_file_is_named_with_the_folder_that_relative_paths_start_at() {
        Path missing = folder.resolve("no-such.yaml");

        assertThatThrownBy(() -> ConfigLoader.standalone(missing).load(TestPolicies.ALL))
                .isInstanceOfSatisfying(BadConfigException.class,
                        refused -> assertThat(refused.render()).isEqualTo("1 problem in "
                                + missing + ":\n  " + missing
                                + ": does not exist. Maybe the path is wrong: relative paths start at "
                                + Path.of("").toAbsolutePath() + "."));
    }

    @Test
    void a_directory_is_refused() {
        assertThatThrownBy(() -> ConfigLoader.standalone(folder).load(TestPolicies.ALL))
                .isInstanceOfSatisfying(BadConfigException.class, refused -> assertThat(refused.problems())
                        .containsExactly(new ConfigProblem("", null,
                                "is a directory and must be a file. Maybe give the path of a file in it.")));
    }

    @Test
    void what_is_no_regular_file_is_refused_without_being_opened() {
        assertThatThrownBy(() -> ConfigLoader.standalone(Path.of("/dev/null")).load(TestPolicies.ALL))
                .isInstanceOfSatisfying(BadConfigException.class, refused -> assertThat(refused.problems())
                        .containsExactly(new ConfigProblem("", null,
                                "is not a regular file (maybe a pipe or a device) and must be one, for it is read again at each reload."
                                        + " Maybe write it to a file first.")));
    }

    @Test
    void a_file_without_read_permission_is_refused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.yaml"), ConfigFiles.MINIMAL);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(secret), "the superuser reads everything");

        assertThatThrownBy(() -> ConfigLoader.standalone(secret).load(TestPolicies.ALL))
                .isInstanceOfSatisfying(BadConfigException.class, refused -> assertThat(refused.problems())
                        .containsExactly(new ConfigProblem("", null,
                                "cannot be read: permission denied. Maybe let the user that runs Janus read it.")));
    }

    @Test
    void an_empty_file_is_refused() {
        assertThat(file("").problems())
                .containsExactly("janus.yaml: is empty. Maybe begin it with janus: and, indented below it, "
                        + "listeners: and backends:.");
    }

    @Test
    void a_file_of_another_encoding_is_refused_with_the_line() {
        assertThat(file("janus:\n  io-threads: 1 # f\u00fcnf\n".getBytes(StandardCharsets.ISO_8859_1)).problems())
                .containsExactly("janus.yaml:2: is not text in UTF-8. Maybe save the file as UTF-8.");
        assertThat(file(ConfigFiles.MINIMAL.getBytes(StandardCharsets.UTF_16)).problems())
                .containsExactly("janus.yaml:1: is not text in UTF-8. Maybe save the file as UTF-8.");
    }

    @Test
    void a_truncated_character_at_the_end_is_refused() {
        assertThat(file(new byte[] { 'a', ':', ' ', (byte) 0xC3 }).problems())
                .containsExactly("janus.yaml:1: is not text in UTF-8. Maybe save the file as UTF-8.");
    }

    @Test
    void a_binary_file_is_refused_with_the_line() {
        assertThat(file("janus:\n  io-threads: \0\n").problems()).containsExactly(
                "janus.yaml:2: has the character \"\\u0000\", which YAML does not allow. Maybe it is not a text file.");
    }

    @Test
    void a_file_larger_than_any_configuration_is_refused() {
        assertThat(file("#".repeat(ConfigText.MOST_BYTES + 1)).problems())
                .containsExactly("janus.yaml: is larger than 8 MiB. Maybe it is not a configuration file.");
    }

    @Test
    void a_value_of_a_megabyte_is_refused_and_shown_in_part() {
        assertThat(file(ConfigFiles.MINIMAL.replace("127.0.0.1:8080", "a".repeat(1_000_000))).problems())
                .containsExactly("janus.yaml:4: listeners.web.bind: \"" + "a".repeat(60)
                        + "…\" has 1000000 characters and must have at most 4096.");
    }

    @Test
    void a_key_of_a_megabyte_is_shown_in_part() {
        assertThat(file("janus:\n  ? " + "k".repeat(1_000_000) + "\n  : 1\n").problems()).last().asString()
                .startsWith("janus.yaml:2: " + "k".repeat(60) + "…: is not a key that Janus knows.");
    }

    @Test
    void a_billion_laughs_are_not_laughed() {
        StringBuilder text = new StringBuilder("a0: &a0 [ lol, lol, lol, lol, lol, lol, lol, lol, lol ]\n");
        for (int i = 1; i < 10; i++) {
            text.append("a").append(i).append(": &a").append(i).append(" [ *a").append(i - 1)
                    .append((", *a" + (i - 1)).repeat(8))
                    .append(" ]\n");
        }

        assertThat(file(text.toString()).problems())
                .containsExactly("janus.yaml: has more than 250000 keys, with those that aliases (*name) repeat.");
    }

    @Test
    void merges_that_double_with_each_line_are_refused() {
        StringBuilder text = new StringBuilder("m0: &m0 { a: 1 }\n");
        for (int i = 1; i < 40; i++) {
            text.append("m").append(i).append(": &m").append(i).append(" { <<: [ *m").append(i - 1).append(", *m").append(i - 1)
                    .append(" ] }\n");
        }

        assertThat(file(text.toString()).problems())
                .containsExactly("janus.yaml: has more than 250000 keys, with those that aliases (*name) repeat.");
    }

    @Test
    void one_backend_repeated_through_thousands_of_aliases_is_refused() {
        StringBuilder text = new StringBuilder(ConfigFiles.MINIMAL.replace("app:\n", "app: &app\n"));
        for (int i = 0; i < 1001; i++) {
            text.append("    b").append(i).append(": *app\n");
        }

        assertThat(file(text.toString()).problems())
                .containsExactly("janus.yaml: shares groups of keys through aliases (*name) more"
                        + " than 1000 times. Maybe write some of them out.");
    }

    @Test
    void a_group_that_contains_itself_is_refused() {
        assertThat(file("quarkus: &q\n  inner: *q\n" + ConfigFiles.MINIMAL).problems())
                .containsExactly("janus.yaml:1: contains itself through an alias. Maybe write it out.");
        assertThat(file("janus: &j\n  shutdown: *j\n").problems())
                .contains("janus.yaml:2: shutdown.shutdown: is not a key that Janus "
                        + "knows at this place. Maybe move it to shutdown.");
    }

    @Test
    void brackets_without_end_do_not_exhaust_the_stack() {
        assertThat(file("janus: " + "[".repeat(1_000_000)).problems())
                .containsExactly("janus.yaml: is nested more than 50 levels deep. Maybe a bracket is never closed.");
        assertThat(file("janus: " + "{ a: ".repeat(100_000)).problems())
                .containsExactly("janus.yaml: is nested more than 50 levels deep. Maybe a bracket is never closed.");
    }

    @Test
    void ten_thousand_errors_are_all_kept_and_the_first_fifty_shown() {
        StringBuilder text = new StringBuilder("janus:\n  backends:\n    app:\n      endpoints:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("        e").append(i).append(": { address: \"127.0.0.1:80\", weight: x }\n");
        }

        assertThatThrownBy(file(text.toString())::load).isInstanceOfSatisfying(BadConfigException.class, refused -> {
            assertThat(refused.problems()).hasSizeGreaterThan(10_000);
            assertThat(refused.render().lines()).hasSize(52).last().asString().matches("  … and [0-9]+ more");
        });
    }

    @Test
    void a_problem_cannot_forge_another_line_of_the_log() {
        assertThat(file("janus:\n  \"a\\nERROR: all is lost\\u2028\": 1\n").problems()).last().asString()
                .startsWith("janus.yaml:2: a\\nERROR: all is lost\\u2028: is not a key");
    }
}
