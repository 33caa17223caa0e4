package io.janus.server.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.janus.server.top.Key.Kind;

class KeyDecoderTest {

    private final KeyDecoder decoder = new KeyDecoder();

    private List<Key> keys(String typed) {
        List<Key> keys = new ArrayList<>();
        typed.chars().forEach(c -> decoder.take((char) c).ifPresent(keys::add));
        return keys;
    }

    @ParameterizedTest
    @CsvSource({ "[A,UP", "OA,UP", "[B,DOWN", "OB,DOWN", "[5~,PAGE_UP", "[6~,PAGE_DOWN", "[H,HOME", "OF,END", "[1~,HOME",
            "[4~,END" })
    void sequences_are_keys(String sequence, Kind kind) {
        assertThat(keys("\u001b" + sequence + "x")).containsExactly(Key.of(kind), Key.of('x'));
    }

    @Test
    void what_is_no_key_of_ours_is_swallowed_whole() {
        assertThat(keys("\u001b[1;5C\u001b[200~\u001bOP\u001bxa")).containsExactly(Key.of('a'));
        assertThat(keys("\u001b[99999999999a")).extracting(Key::kind).containsOnly(Kind.CHARACTER);
    }

    @Test
    void an_escape_on_its_own_is_a_key_once_nothing_follows() {
        assertThat(keys("\u001b")).isEmpty();
        assertThat(decoder.silence()).contains(Key.of(Kind.ESCAPE));
        assertThat(decoder.silence()).isEqualTo(Optional.empty());
        assertThat(keys("\u001b\u001b")).containsExactly(Key.of(Kind.ESCAPE));
    }

    @Test
    void a_sequence_that_is_cut_off_is_forgotten() {
        assertThat(keys("\u001b[")).isEmpty();
        assertThat(decoder.silence()).isEmpty();
        assertThat(keys("A")).containsExactly(Key.of('A'));
    }

    @Test
    void control_characters_are_what_they_mean() {
        assertThat(keys("\r\n\b\u007f\u0003\u0004")).extracting(Key::kind).containsExactly(Kind.ENTER, Kind.ENTER,
                Kind.BACKSPACE, Kind.BACKSPACE, Kind.INTERRUPT, Kind.INTERRUPT);
        assertThat(keys("\u001b\u0003")).containsExactly(Key.of(Kind.INTERRUPT));
    }
}
