package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;

import jakarta.json.Json;

import org.junit.jupiter.api.Test;

class PrintableTest {

    /** Escape, C1, delete, line separator, a turn to the left, half a pair, and a tag beyond the first plane. */
    private static final String EVIL = "a\u001b[1mb\u009bc\u007fd\u2028e\u202ef\ud800g\udb40\udc41h";

    @Test
    void what_is_not_visible_becomes_a_question_mark() {
        assertThat(Printable.line("é\t\n" + EVIL)).isEqualTo("é??a?[1mb?c?d?e?f?g?h");
        assertThat(Printable.lines("é\t\n\r" + EVIL)).isEqualTo("é\t\n?a?[1mb?c?d?e?f?g?h");
    }

    @Test
    void json_stays_the_same_json_without_a_character_that_drives_a_terminal() {
        String json = "{\r\n\t\"k\u009b\":\"a\u007fb\u2028c\u202ed\udb40\udc41e\"}";

        String printable = Printable.json(json);

        assertThat(printable).isEqualTo("{\r\n\t\"k\\u009b\":\"a\\u007fb\\u2028c\\u202ed\\udb40\\udc41e\"}");
        assertThat(Json.createReader(new StringReader(printable)).readObject())
                .isEqualTo(Json.createReader(new StringReader(json)).readObject());
    }
}
