package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.server.CommandRefusedException;

class AdminTokenTest {

    @TempDir
    Path directory;

    @Test
    void the_option_comes_before_the_variable_and_that_before_the_file_it_names() throws IOException {
        Path option = Files.writeString(directory.resolve("option"), "one");
        Path named = Files.writeString(directory.resolve("named"), "three");
        Map<String, String> both = Map.of("JANUS_ADMIN_TOKEN", "two", "JANUS_ADMIN_TOKEN_FILE", named.toString());

        assertThat(AdminToken.choose(option, both)).get().extracting(AdminToken::secret).isEqualTo("one");
        assertThat(AdminToken.choose(null, both)).get().extracting(AdminToken::secret).isEqualTo("two");
        assertThat(AdminToken.choose(null, Map.of("JANUS_ADMIN_TOKEN_FILE", named.toString()))).get()
                .extracting(AdminToken::secret).isEqualTo("three");
        assertThat(AdminToken.choose(null, Map.of("JANUS_ADMIN_TOKEN", "", "JANUS_ADMIN_TOKEN_FILE", ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "s3cret", "s3cret\n", "s3cret\r\n" })
    void the_line_end_of_a_file_does_not_count(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), text);

        assertThat(AdminToken.choose(file, Map.of())).get().extracting(AdminToken::secret).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = { "s3cret token", "s3cret\n\n", "s3cret\r\nX-Evil: 1", "s3crét", "s3cret\u0000", " s3cret",
            "s3cret\u007f" })
    void a_token_that_no_header_can_carry_is_refused_without_being_quoted(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), text);

        assertThatThrownBy(() -> AdminToken.choose(file, Map.of())).isInstanceOf(CommandRefusedException.class)
                .hasMessageContaining("visible ASCII").hasMessageContaining("--token-file")
                .message().doesNotContain("s3c");
        assertThatThrownBy(() -> AdminToken.choose(null, Map.of("JANUS_ADMIN_TOKEN", text.replace("\0", "\1"))))
                .hasMessageContaining("JANUS_ADMIN_TOKEN").message().doesNotContain("s3c");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\n" })
    void an_empty_token_is_refused(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), text);

        assertThatThrownBy(() -> AdminToken.choose(file, Map.of())).hasMessageContaining("is empty");
    }

    @Test
    void a_file_that_holds_no_token_is_refused() throws IOException {
        Path large = Files.write(directory.resolve("large"), new byte[5000]);

        assertThatThrownBy(() -> AdminToken.choose(large, Map.of())).hasMessageContaining("more than 4096 bytes");
        assertThatThrownBy(() -> AdminToken.choose(directory.resolve("none"), Map.of()))
                .hasMessageContaining("token file").hasMessageContaining("no such file");
    }

    @Test
    void no_text_of_it_has_the_secret() {
        assertThat(AdminToken.choose(null, Map.of("JANUS_ADMIN_TOKEN", "s3cret")).orElseThrow().toString())
                .isEqualTo("token of JANUS_ADMIN_TOKEN");
    }
}
