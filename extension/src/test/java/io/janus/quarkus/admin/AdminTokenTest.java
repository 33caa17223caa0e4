package io.janus.quarkus.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {

    private static final String GOOD = "0123456789abcdef";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private Path file() {
        return folder.resolve("token");
    }

    private AdminToken reading(String content) throws IOException {
        Files.writeString(file(), content);
        AdminToken token = new AdminToken(Optional.of(file()));
        token.read();
        return token;
    }

    @Test
    void the_token_of_the_file_is_the_one_to_send() throws IOException {
        AdminToken token = reading(GOOD + "\n");

        assertThat(token.matches("Bearer " + GOOD)).isTrue();
        assertThat(token.matches("bearer " + GOOD)).isTrue();
        assertThat(token.matches("Bearer " + GOOD + "x")).isFalse();
        assertThat(token.matches("Bearer")).isFalse();
        assertThat(token.matches("Basic " + GOOD)).isFalse();
        assertThat(token.matches(GOOD)).isFalse();
        assertThat(token.matches(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "tooshort", "0123456789abcdef two", "0123456789abcdef\n0123456789abcdef",
            "0123456789abcde\u0007f" })
    void what_is_no_token_lets_nobody_in(String content) throws IOException {
        AdminToken token = reading(content);

        assertThat(token.isThere()).isFalse();
        assertThat(token.matches("Bearer " + content.strip())).isFalse();
        assertThat(token.matches("Bearer ")).isFalse();
    }

    @Test
    void another_token_takes_the_place_of_the_one_before_which_outlives_a_file_that_is_gone() throws IOException {
        AdminToken token = reading(GOOD);
        Files.delete(file());
        assertThat(token.read()).isFalse();
        assertThat(token.matches("Bearer " + GOOD)).isTrue();

        Files.writeString(file(), "another-token-to-send");
        assertThat(token.read()).as("who came in with the one before is let go").isTrue();
        assertThat(token.read()).as("once").isFalse();

        assertThat(token.matches("Bearer another-token-to-send")).isTrue();
        assertThat(token.matches("Bearer " + GOOD)).isFalse();
    }

    @Test
    void the_first_token_lets_nobody_go() throws IOException {
        AdminToken token = new AdminToken(Optional.of(file()));
        assertThat(token.read()).isFalse();
        Files.writeString(file(), GOOD);

        assertThat(token.read()).isFalse();
        assertThat(token.isThere()).isTrue();
    }

    @Test
    void without_a_file_there_is_none() {
        AdminToken token = new AdminToken(Optional.empty());
        token.read();

        assertThat(token.isConfigured()).isFalse();
        assertThat(token.matches("Bearer " + GOOD)).isFalse();
    }
}
