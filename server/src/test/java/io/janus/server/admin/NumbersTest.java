package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void samples_are_summed_by_the_labels_that_are_asked_for() {
        Numbers numbers = Numbers.parse("""
                janus_bytes_total{listener="a",direction="in",} 1.0
                janus_bytes_total{listener="a",direction="out",} 2.0
                janus_bytes_total{listener="b",direction="in",} 4.0
                janus_bytes{listener="a",} 8.0
                """);

        assertThat(numbers.sum("janus_bytes_total")).isEqualTo(7);
        assertThat(numbers.sum("janus_bytes_total", "listener", "a")).isEqualTo(3);
        assertThat(numbers.sum("janus_bytes_total", "listener", "a", "direction", "out")).isEqualTo(2);
        assertThat(numbers.sum("janus_bytes_total", "listener", "c")).isZero();
    }

    @Test
    void large_numbers_and_labels_without_a_last_comma_are_read() {
        assertThat(Numbers.parse("janus_x{a=\"1\"} 1.2345678E7\n").sum("janus_x")).isEqualTo(12_345_678);
    }

    @Test
    void what_is_no_sample_of_janus_is_left_out() {
        Numbers numbers = Numbers.parse("""
                # HELP janus_x X.
                <html>janus_x{a="1"} 5</html>
                janus_x{a="1"} many
                other_x{a="1"} 5
                """);

        assertThat(numbers.sum("janus_x")).isZero();
    }

    @Test
    void one_label_parts_a_sum_and_zeros_are_left_out() {
        Numbers numbers = Numbers.parse("""
                janus_x{a="1",b="x",} 1.0
                janus_x{a="1",b="y",} 2.0
                janus_x{a="1",b="z",} 0.0
                janus_x{a="2",b="x",} 4.0
                """);

        assertThat(numbers.by("b", "janus_x", "a", "1")).containsExactly(Map.entry("x", 1L),
                Map.entry("y", 2L));
    }
}
