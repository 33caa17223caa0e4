package io.janus.server.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.server.top.Key.Kind;
import io.janus.server.top.Wish.Verb;

class ViewTest {

    /** More than a question takes to be read. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long nowNanos;
    private final View view = new View(() -> nowNanos);
    private final List<Wish> wishes = new ArrayList<>();

    private List<Row> rows() {
        return Rows.of(Frames.usual(), view.sort(), view.filter());
    }

    private ViewTest press(String keys) {
        keys.chars().forEach(key -> press(Key.of((char) key)));
        return this;
    }

    private ViewTest press(Kind kind) {
        return press(Key.of(kind));
    }

    /** Somebody who looks before each key. */
    private ViewTest press(Key key) {
        view.drawn();
        nowNanos += PAUSE_NANOS;
        return pressAtOnce(key);
    }

    private ViewTest pressAtOnce(Key key) {
        view.press(key, rows()).ifPresent(wishes::add);
        return this;
    }

    private String selected() {
        List<Row> rows = rows();
        int at = view.selected(rows);
        return at < 0 ? "" : rows.get(at).key();
    }

    private List<String> names() {
        return rows().stream().map(row -> row.name().strip()).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "r  | pg web db db-1 app app-2 app-3 app-1 app-4",
            "rr | web pg app app-4 app-1 app-2 app-3 db db-1",
            "e  | web pg app app-2 app-1 app-3 app-4 db db-1",
            "l  | web pg app app-1 app-2 app-3 app-4 db db-1",
            "i  | web pg app app-4 app-1 app-2 app-3 db db-1",
            "s  | pg web app app-4 app-1 app-2 app-3 db db-1",
            "n  | pg web app app-1 app-2 app-3 app-4 db db-1",
            "nn | web pg db db-1 app app-4 app-3 app-2 app-1" })
    void keys_sort_rows_among_their_like_and_the_same_again_turns_them_round(String keys, String names) {
        press(keys);

        assertThat(names()).containsExactly(names.split(" "));
    }

    @Test
    void arrows_and_letters_move_and_stop_at_the_ends() {
        assertThat(selected()).isEqualTo("listener web");
        assertThat(press("k").press(Kind.UP).selected()).isEqualTo("listener web");
        assertThat(press("j").press(Kind.DOWN).selected()).isEqualTo("backend app");
        assertThat(press("G").selected()).isEqualTo("db/db-1");
        assertThat(press("j").press(Kind.PAGE_DOWN).selected()).isEqualTo("db/db-1");
        assertThat(press(Kind.HOME).selected()).isEqualTo("listener web");
        assertThat(press(Kind.END).press(Kind.PAGE_UP).press("g").selected()).isEqualTo("listener web");
    }

    @Test
    void the_selection_stays_on_its_row_when_the_order_changes() {
        press("jjj");
        assertThat(selected()).isEqualTo("app/app-4");

        assertThat(press("n").selected()).isEqualTo("app/app-4");
        assertThat(press("nn").selected()).isEqualTo("app/app-4");
    }

    @Test
    void where_the_selected_row_is_gone_another_takes_its_place() {
        press("G/APP-3");

        assertThat(names()).containsExactly("app", "app-3");
        assertThat(selected()).isEqualTo("app/app-3");
    }

    @Test
    void a_filter_looks_at_names_and_states_until_escape() {
        assertThat(press("/drained").press(Kind.ENTER).names()).containsExactly("app", "app-3");
        assertThat(press("/").view.input()).isEqualTo("drained");
        for (int i = 0; i < 20; i++) {
            press(Kind.BACKSPACE);
        }
        assertThat(names()).hasSize(9);
        assertThat(press("pg").names()).containsExactly("pg");
        assertThat(press(Kind.ESCAPE).names()).hasSize(9);
        assertThat(press("/db").press(Kind.ENTER).names()).containsExactly("db", "db-1");
        assertThat(press(Kind.ESCAPE).names()).hasSize(9);
    }

    @Test
    void letters_in_a_filter_are_only_letters() {
        press("/qdw").press(Kind.ENTER);

        assertThat(view.quits()).isFalse();
        assertThat(view.filter()).isEqualTo("qdw");
    }

    @Test
    void a_drain_and_its_end_need_a_yes() {
        press("jjjd");
        assertThat(view.wish().orElseThrow().question()).isEqualTo("Drain app/app-4?");
        assertThat(wishes).isEmpty();
        press("y");
        press("uY");

        assertThat(wishes).containsExactly(new Wish(Verb.DRAIN, "app", "app-4", OptionalInt.empty()),
                new Wish(Verb.ENABLE, "app", "app-4", OptionalInt.empty()));
    }

    @Test
    void a_text_that_was_pasted_answers_no_question() {
        "jjjdynamic\ryes".chars().forEach(key -> {
            view.drawn();
            nowNanos += TimeUnit.MILLISECONDS.toNanos(200);
            pressAtOnce(Key.of((char) key));
        });

        assertThat(wishes).isEmpty();
        assertThat(view.wish().orElseThrow().question()).as("still asked").isEqualTo("Drain app/app-4?");
        assertThat(press("y").wishes).hasSize(1);
    }

    @Test
    void a_question_that_was_not_drawn_yet_cannot_be_answered() {
        press("jjjd");
        nowNanos += PAUSE_NANOS;
        pressAtOnce(Key.of('y'));

        assertThat(wishes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(chars = { 'n', 'd', ' ', '\r' })
    void anything_but_a_yes_is_a_no(char key) {
        press("jjjd");
        press(key == '\r' ? Key.of(Kind.ENTER) : Key.of(key));
        press("y");

        assertThat(wishes).isEmpty();
        assertThat(view.mode()).isEqualTo(View.Mode.ROWS);
    }

    @Test
    void a_weight_is_typed_then_confirmed() {
        press("jjjw25x").press(Kind.BACKSPACE).press("0").press(Kind.ENTER);
        assertThat(view.wish().orElseThrow().question()).isEqualTo("Set the weight of app/app-4 to 250?");
        press("y");
        press("wreset").press(Kind.ENTER).press("y");

        assertThat(wishes).containsExactly(new Wish(Verb.WEIGHT, "app", "app-4", OptionalInt.of(250)),
                new Wish(Verb.WEIGHT, "app", "app-4", OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1001", "-1", "1.5", "res", "99999" })
    void what_is_no_weight_is_told_so(String typed) {
        press("jjjw" + typed).press(Kind.ENTER);

        assertThat(view.message()).contains("0 to 1000");
        assertThat(press("y").wishes).isEmpty();
    }

    @Test
    void escape_leaves_a_weight_and_a_question_alone() {
        press("jjjw5").press(Kind.ESCAPE).press("d").press(Kind.ESCAPE).press("y");

        assertThat(wishes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "d", "u", "w" })
    void only_endpoints_can_be_changed(String key) {
        press(key);

        assertThat(view.message()).contains("Select an endpoint");
        assertThat(view.mode()).isEqualTo(View.Mode.ROWS);
    }

    @Test
    void the_question_keeps_its_endpoint_when_rows_move_meanwhile() {
        press("jjjd");
        view.drawn();
        nowNanos += PAUSE_NANOS;
        List<Row> others = Rows.of(Frames.large(5), view.sort(), view.filter());

        assertThat(view.press(Key.of('y'), others).orElseThrow().endpoint()).isEqualTo("app-4");
    }

    @Test
    void help_goes_away_with_any_key() {
        assertThat(press("?").view.mode()).isEqualTo(View.Mode.HELP);
        assertThat(press("q").view.mode()).isEqualTo(View.Mode.ROWS);
        assertThat(view.quits()).isFalse();
    }

    @Test
    void q_quits_and_an_interrupt_does_wherever_it_comes() {
        assertThat(press("q").view.quits()).isTrue();
        View asking = new View();
        asking.press(Key.of('/'), rows());
        asking.press(Key.of(Kind.INTERRUPT), rows());
        assertThat(asking.quits()).isTrue();
    }

    @Test
    void a_key_that_means_nothing_points_to_the_help() {
        assertThat(press("z").view.message()).contains("?");
        assertThat(press("j").view.message()).isEmpty();
    }
}
