package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldLinesTest {

    private static final String START = "GET / HTTP/1.1\r\nHost: a\r\n";

    @ParameterizedTest
    @ValueSource(strings = { "a : b", "a\t: b", " a: b", "\ta: b", ": b", "a", "a b: c", "a(b: c", "a\u00e9: b", "\u0000: b",
            "a\u0000: b",
            "a\r: b", "a\n: b", "a: b\nc", "a: b\rc", "a: b\u0000", "a: b\u007f", "a: \u0001b", "a: b\r\n c", "a: b\r\n\tc",
            "a: b\r",
            "a: b\n", "\n", "\r", "\r\r", "a: b\n\r", "a: 1234567\u0000", "a: 12345678\u001f9", "a:\u000b", "a\r\n: b" })
    void a_malformed_field_line_is_refused(String line) {
        assertThat(Text.verdict(START + line + "\r\n\r\n")).isEqualTo("bad_header");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a:", "a: ", "a:b", "a: b", "a:\t b \t", "a: b\tc", "a: \u00e4\u00ff\u0080",
            "!#$%&'*+-.^_`|~09AZaz: b",
            "a: b: c", "a: \"", "a:\t\t\t\t\t\t\t\t\tb" })
    void a_well_formed_field_line_is_accepted(String line) {
        assertThat(Text.verdict(START + line + "\r\n\r\n")).isEqualTo("COMPLETE");
    }

    static IntStream control_characters() {
        return IntStream.concat(IntStream.range(0, 0x20), IntStream.of(0x7f)).filter(c -> c != '\t');
    }

    @ParameterizedTest
    @MethodSource("control_characters")
    void a_control_character_is_refused_wherever_it_stands_in_a_value(int control) {
        for (int before = 0; before < 20; before++) {
            String value = "v\u00ff".repeat(before) + (char) control + "w".repeat(17);
            assertThat(Text.verdict(START + "a: " + value + "\r\n\r\n")).as("behind %d bytes", before).isEqualTo("bad_header");
        }
    }

    static Stream<String> values() {
        return IntStream.range(0, 40).mapToObj(length -> "a\tb \u00e4".repeat(8).substring(0, length).trim());
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_is_noted_without_the_white_space_around_it(String value) {
        Text text = Text.of(START + "Name:\t " + value + " \t\r\n\r\n");
        Fields fields = Text.request(text).fields();
        assertThat(text.name(fields, 1)).isEqualTo("Name");
        assertThat(text.value(fields, 1)).isEqualTo(value);
    }

    @Test
    void lines_follow_one_another_without_a_gap() {
        Text text = Text.of(START + "B: 1\r\nC:\r\n\r\nbody");
        RequestHead head = Text.request(text);
        Fields fields = head.fields();
        assertThat(fields.count()).isEqualTo(3);
        assertThat(text.between(fields.lineStart(0), fields.lineEnd(0))).isEqualTo("Host: a\r\n");
        assertThat(text.between(fields.lineStart(1), fields.lineEnd(1))).isEqualTo("B: 1\r\n");
        assertThat(text.between(fields.lineStart(2), fields.lineEnd(2))).isEqualTo("C:\r\n");
        assertThat(text.between(fields.lineEnd(2), head.end())).isEqualTo("\r\n");
    }

    @Test
    void a_head_may_have_as_many_fields_as_the_limit_and_no_more() {
        assertThat(verdict(START + "a: b\r\n".repeat(4) + "\r\n", new HeadLimits(1000, 5, 100))).isEqualTo("COMPLETE");
        assertThat(verdict(START + "a: b\r\n".repeat(5) + "\r\n", new HeadLimits(1000, 5, 100))).isEqualTo("head_too_large");
    }

    @Test
    void a_head_may_be_as_large_as_the_limit_and_no_larger() {
        String head = "\r\n" + START + "a: b\r\n\r\n";
        assertThat(verdict(head, new HeadLimits(head.length(), 5, 100))).isEqualTo("COMPLETE");
        assertThat(verdict(head, new HeadLimits(head.length() - 1, 5, 100))).isEqualTo("head_too_large");
    }

    @Test
    void bytes_behind_the_limit_are_never_looked_at() {
        String head = START + "a: b\r\n";
        assertThat(verdict(head + "\u0000: \u0000", new HeadLimits(head.length(), 5, 100))).isEqualTo("head_too_large");
    }

    @Test
    void bytes_behind_the_limit_are_as_they_were_before() {
        String head = START + "\r\n";
        String body = "0123456789abcdefghij";
        Text text = Text.of(head + body);
        Verdict verdict = new RequestHead().scan(text.bytes, Text.FROM, text.to, new HeadLimits(head.length(), 5, 100));
        assertThat(verdict).isEqualTo(Verdict.COMPLETE);
        assertThat(text.between(text.to - body.length(), text.to)).isEqualTo(body);
    }

    private static String verdict(String request, HeadLimits limits) {
        Text text = Text.of(request);
        RequestHead head = new RequestHead();
        Verdict verdict = head.scan(text.bytes, Text.FROM, text.to, limits);
        return verdict == Verdict.REFUSED ? head.refusal().label() : verdict.name();
    }
}
