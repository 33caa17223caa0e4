package io.janus.quarkus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.quarkus.explain.Question.Field;

class QuestionTest {

    private static Question of(String url, String... headers) throws BadQuestionException {
        return Question.of("GET", url, "10.1.2.3", List.of(headers));
    }

    @Test
    void headers_are_read_as_lines_of_a_head() throws BadQuestionException {
        assertThat(of("/", "Accept:  text/html, */* ", "x-empty:", "X-A: b: c").fields()).containsExactly(
                new Field("Accept", "text/html, */*"), new Field("x-empty", ""), new Field("X-A", "b: c"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/a?b=c", "*", "http://a.example", "HTTPS://a.example:8443/x", "/ä" })
    void a_url_is_a_path_or_begins_with_its_scheme(String url) throws BadQuestionException {
        assertThat(of(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "a.example/x", "ftp://a.example/", "/a\r\nX: y", "/a\n", "/\0", "**" })
    void what_is_no_url_is_refused(String url) {
        assertThatThrownBy(() -> of(url)).isInstanceOf(BadQuestionException.class).hasMessageStartingWith("url ");
    }

    @Test
    void a_host_without_scheme_is_told_what_to_write() {
        assertThatThrownBy(() -> of("a.example/x")).hasMessageEndingWith("Maybe write http://a.example/x.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "no colon", ": no name", "a b: c", "a : b", "X: a\r\nY: b", "X: \0" })
    void what_is_no_header_is_refused(String header) {
        assertThatThrownBy(() -> of("/", header)).isInstanceOf(BadQuestionException.class).hasMessageStartingWith("header ");
    }

    @ParameterizedTest
    @CsvSource({ "GE T,10.1.2.3", "'',10.1.2.3", "GET,localhost", "GET,''", "GET,1.2.3", "GET,10.1.2.3:80" })
    void a_method_and_an_address_are_nothing_else(String method, String client) {
        assertThatThrownBy(() -> Question.of(method, "/", client, List.of())).isInstanceOf(BadQuestionException.class);
    }

    @Test
    void a_client_may_have_an_ipv6_address_with_or_without_brackets() throws BadQuestionException {
        assertThat(Question.of("GET", "/", "[2001:db8::1]", List.of()).client())
                .isEqualTo(Question.of("GET", "/", "2001:db8::1", List.of()).client());
    }

    @Test
    void everything_has_a_bound() throws BadQuestionException {
        assertThat(of("/" + "a".repeat(8191))).isNotNull();
        assertThatThrownBy(() -> of("/" + "a".repeat(8192))).hasMessageContaining("8192");
        assertThat(Question.of("GET", "/", "::1", Collections.nCopies(50, "a: b")).fields()).hasSize(50);
        assertThatThrownBy(() -> Question.of("GET", "/", "::1", Collections.nCopies(51, "a: b"))).hasMessageContaining("50");
        assertThatThrownBy(() -> of("/", "a: " + "b".repeat(8192))).hasMessageContaining("8192").hasMessageMatching(".{1,500}");
        assertThatThrownBy(() -> Question.of("G".repeat(33), "/", "::1", List.of())).hasMessageStartingWith("method ");
    }

    @Test
    void no_text_of_a_refusal_can_drive_a_terminal() {
        assertThatThrownBy(() -> of("\u001b[2J")).hasMessageNotContaining("\u001b");
        assertThatThrownBy(() -> of("/", "\u001b[2J")).hasMessageNotContaining("\u001b");
    }
}
