package io.janus.quarkus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KEYS = List.of("bind", "protocol", "max-connections", "backend");

    @ParameterizedTest
    @CsvSource({ "bnid, bind", "Bind, bind", "binds, bind", "protcol, protocol", "maxConnections, max-connections",
            "MAX_CONNECTIONS, max-connections", "max-connection, max-connections", "bakcend, backend", "backends, backend" })
    void a_slip_of_the_pen_is_understood(String written, String meant) {
        assertThat(Nearest.to(written, KEYS)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({ "colour", "x", "tls", "port", "connections" })
    void another_word_is_not(String written) {
        assertThat(Nearest.to(written, KEYS)).isNull();
    }

    @Test
    void of_two_near_words_the_nearer_one_is_meant() {
        assertThat(Nearest.to("app-22", List.of("app-1", "app-2", "bpp-22"))).isEqualTo("app-2");
    }

    @Test
    void a_text_too_long_for_a_name_is_not_compared() {
        assertThat(Nearest.to("b".repeat(65), List.of("b".repeat(64)))).isNull();
    }
}
