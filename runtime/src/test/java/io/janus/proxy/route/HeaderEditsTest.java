package io.janus.proxy.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

class HeaderEditsTest {

    private static boolean drops(HeaderEdits edits, String name) {
        byte[] bytes = ("\r\n" + name + ": value").getBytes(ISO_8859_1);
        return edits.drops(bytes, 2, 2 + name.length());
    }

    @Test
    void what_is_removed_or_set_is_dropped_whatever_its_case() {
        HeaderEdits edits = new HeaderEdits(
                new HeaderEditsSpec(List.of("x-debug"), Map.of("X-Env", "prod"), Map.of("x-more", "1")));
        assertThat(drops(edits, "X-DEBUG")).isTrue();
        assertThat(drops(edits, "x-debug")).isTrue();
        assertThat(drops(edits, "x-env")).isTrue();
        assertThat(drops(edits, "x-more")).isFalse();
        assertThat(drops(edits, "x-debu")).isFalse();
        assertThat(drops(edits, "x-debugs")).isFalse();
        assertThat(drops(edits, "x_debug")).isFalse();
    }

    @Test
    void what_is_set_and_added_makes_whole_lines_in_this_order() {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("z", "1");
        set.put("A", "two words");
        HeaderEdits edits = new HeaderEdits(new HeaderEditsSpec(List.of(), set, Map.of("z", "\u00e9")));
        assertThat(new String(edits.lines(), UTF_8)).isEqualTo("z: 1\r\nA: two words\r\nz: \u00e9\r\n");
    }

    @Test
    void edits_that_change_nothing_are_empty() {
        assertThat(HeaderEdits.NONE.isEmpty()).isTrue();
        assertThat(HeaderEdits.NONE.lines()).isEmpty();
        assertThat(new HeaderEdits(new HeaderEditsSpec(List.of("a"), Map.of(), Map.of())).isEmpty()).isFalse();
        assertThat(new HeaderEdits(new HeaderEditsSpec(List.of(), Map.of(), Map.of("a", "b"))).isEmpty()).isFalse();
    }

    @Test
    void a_value_cannot_end_its_line() {
        assertThatThrownBy(() -> new HeaderEdits(new HeaderEditsSpec(List.of(), Map.of("a", "b\r\nc: d"), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeaderEdits(new HeaderEditsSpec(List.of(), Map.of(), Map.of("a\nb", "c"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asking_allocates_nothing() {
        HeaderEdits edits = new HeaderEdits(new HeaderEditsSpec(List.of("x-debug", "x-other"), Map.of(), Map.of()));
        byte[] name = "X-Debug".getBytes(ISO_8859_1);
        Allocation.assertNone(i -> edits.drops(name, 0, name.length));
    }
}
