package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserNameTest {

    @Test
    void a_name_is_made_fit_for_a_header() {
        assertThat(UserName.header("root")).isEqualTo("root");
        assertThat(UserName.header("j\u00f6rg")).isEqualTo("j?rg");
        assertThat(UserName.header("a\r\nX: b")).isEqualTo("a??X: b");
        assertThat(UserName.header(" a b ")).isEqualTo("a b");
        assertThat(UserName.header("")).isEqualTo("?");
        assertThat(UserName.header("  ")).isEqualTo("?");
    }

    @ParameterizedTest
    @CsvSource({ "100, 64", "64, 64", "63, 63" })
    void a_long_name_is_cut(int length, int kept) {
        assertThat(UserName.header("x".repeat(length))).hasSize(kept);
    }
}
