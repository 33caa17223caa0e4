package io.janus.server.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.server.top.Line.Style;
import io.janus.server.top.Wish.Verb;

class ScreenTest {

    private final View view = new View();

    private List<String> texts(Seen seen, int width, int height) {
        return lines(seen, width, height).stream().map(Line::text).map(String::stripTrailing).toList();
    }

    private List<Line> lines(Seen seen, int width, int height) {
        return Screen.lines(seen, rows(seen), view, width, height);
    }

    private List<Row> rows(Seen seen) {
        return Rows.of(seen.frame(), view.sort(), view.filter());
    }

    private void press(Seen seen, String keys) {
        keys.chars().forEach(key -> view.press(Key.of((char) key), rows(seen)));
    }

    @Test
    void everything_is_shown_by_what_has_the_most_requests() {
        assertThat(texts(Frames.seen(Frames.usual()), 80, 18)).containsExactly(
                "Janus at 127.0.0.1:9090   20:00:01Z   version 3   127 open   loops 0.4ms late",
                "  LISTENER            REQ/S  ERR/S  4XX/S    P50    P99   OPEN   IN/S  OUT/S",
                "> web                  1234    2.5      0  1.2ms   18ms    120   1.2M  98.8M",
                "  pg                    0.4      0      -      -      -      7    512      0",
                "",
                "  BACKEND             REQ/S  ERR/S    P50    P99 FLIGHT  SHARE WEIGHT STATUS",
                "  app                  1240    2.5  1.0ms   1.5s     13               2/4 up",
                "    app-4               930      0                    9  75.0%    300 up",
                "    app-1               310      0                    3  25.0%    100 up",
                "    app-2                 0    2.5                    1     0%      0 down",
                "    app-3                 0      0                    0     0%      0 drained",
                "  db                    0.4      0      -      -      7               1/1 up",
                "    db-1                0.4      0                    7   100%    0.2 up",
                "",
                "",
                "",
                "",
                "by requests/s   ? help  / filter  d drain  u enable  w weight  q quit");
    }

    @Test
    void a_question_says_when_it_is_about_the_last_endpoint_with_traffic() {
        Seen seen = Frames.seen(Frames.usual());
        press(seen, "Gd");
        assertThat(texts(seen, 80, 18).get(17)).isEqualTo("The last one with traffic! Drain db/db-1? y or n");
    }

    @ParameterizedTest
    @CsvSource({ "DRAIN,,db,db-1,true", "WEIGHT,0,db,db-1,true", "WEIGHT,1,db,db-1,false", "WEIGHT,,db,db-1,false",
            "ENABLE,,db,db-1,false", "DRAIN,,app,app-1,false", "DRAIN,,app,app-2,false", "DRAIN,,gone,gone-1,false" })
    void what_takes_all_traffic_from_a_backend_is_known(Verb verb, @Nullable Integer weight, String backend, String endpoint,
            boolean ends) {
        Wish wish = new Wish(verb, backend, endpoint, weight == null ? OptionalInt.empty() : OptionalInt.of(weight));

        assertThat(wish.endsTrafficIn(Frames.usual())).isEqualTo(ends);
    }

    @Test
    void a_narrow_terminal_has_fewer_columns() {
        assertThat(texts(Frames.seen(Frames.usual()), 60, 12)).containsExactly(
                "Janus at 127.0.0.1:9090   20:00:01Z   version 3   127 open …",
                "  LISTENER             REQ/S  ERR/S  4XX/S    P99   OPEN",
                "> web                   1234    2.5      0   18ms    120",
                "  pg                     0.4      0      -      -      7",
                "",
                "  BACKEND              REQ/S  ERR/S    P99 FLIGHT STATUS",
                "  app                   1240    2.5   1.5s     13 2/4 up",
                "    app-4                930      0             9 up",
                "    app-1                310      0             3 up",
                "    app-2                  0    2.5             1 down",
                "",
                "by requests/s   ? help  / filter  d drain  u enable  w weig…");
    }

    @ParameterizedTest
    @CsvSource({ "60,10", "80,24", "40,8", "20,5", "10,3", "1,1", "200,60", "80,2" })
    void no_line_is_wider_and_no_screen_higher_than_the_terminal(int width, int height) {
        for (String keys : List.of("", "?", "/app", "G", "w")) {
            press(Frames.seen(Frames.usual()), keys);
            List<Line> lines = lines(Frames.seen(Frames.usual()), width, height);
            assertThat(lines).as(keys).hasSizeLessThanOrEqualTo(height)
                    .allSatisfy(line -> assertThat(line.text()).hasSizeLessThanOrEqualTo(width));
            view.press(Key.of(Key.Kind.ESCAPE), rows(Frames.seen(Frames.usual())));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 5, 8, 11, 24 })
    void the_selected_row_is_always_in_sight_and_its_titles_above_it(int height) {
        Seen seen = Frames.seen(Frames.large(60));
        for (int i = 0; i < 70; i++) {
            List<String> texts = texts(seen, 80, height);
            assertThat(texts).filteredOn(text -> text.startsWith(">")).as("after %s steps", i).hasSize(1);
            assertThat(texts.get(1)).matches("  (LISTENER|BACKEND) .*");
            press(seen, "j");
        }
        assertThat(texts(seen, 80, height)).anyMatch(text -> text.startsWith(">   app-59 "));
    }

    @Test
    void the_selected_row_has_its_details_at_the_bottom() {
        Seen seen = Frames.seen(Frames.usual());
        press(seen, "jjjjj");

        assertThat(texts(seen, 80, 24).get(22)).isEqualTo("app/app-2 at 127.0.0.1:8082 is down: connection refused");
    }

    @Test
    void trouble_takes_the_first_line_and_the_last_frame_stays() {
        Seen gone = new Seen("127.0.0.1:9090", Frames.usual(), Map.of(), Optional.of("it stopped"));

        assertThat(texts(gone, 80, 24)).startsWith("Trying Janus at 127.0.0.1:9090 again: it stopped");
        assertThat(texts(gone, 80, 24)).anyMatch(text -> text.contains("web"));
        assertThat(lines(gone, 80, 24).get(0).spans().get(0).style()).isEqualTo(Style.BAD);
    }

    @Test
    void states_have_colours_beside_their_words() {
        List<Line> lines = lines(Frames.seen(Frames.usual()), 80, 24);

        assertThat(lines).filteredOn(line -> line.text().contains("app-2"))
                .allSatisfy(line -> assertThat(line.styled()).contains("\u001b[31;1m down", "\u001b[31;1m    2.5\u001b[0m"));
        assertThat(lines).filteredOn(line -> line.text().contains("app-3"))
                .allSatisfy(line -> assertThat(line.styled()).contains("\u001b[33m drained"));
        assertThat(lines).filteredOn(line -> line.text().contains("2/4 up"))
                .allSatisfy(line -> assertThat(line.styled()).contains("\u001b[33m 2/4 up"));
        assertThat(lines).allSatisfy(line -> assertThat(line.text()).doesNotContain("\u001b"));
    }

    @Test
    void where_nothing_matches_it_says_so() {
        Seen seen = Frames.seen(Frames.usual());
        press(seen, "/nothing-like-that");

        assertThat(texts(seen, 80, 24)).anyMatch(text -> text.contains("Nothing matches"))
                .endsWith("Show what contains: nothing-like-that_");
    }

    @Test
    void a_table_has_everything_at_once() {
        assertThat(Top.once(Frames.seen(Frames.usual()), 100)).hasSize(14).startsWith(
                "Janus at 127.0.0.1:9090   20:00:01Z   version 3   127 open   loops 0.4ms late", "")
                .noneMatch(line -> line.contains("quit"));
    }
}
