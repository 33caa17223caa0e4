package io.janus.quarkus.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.janus.quarkus.plan.Change;
import io.janus.quarkus.plan.Change.Action;
import io.janus.quarkus.plan.Change.Kind;

class HistoryTest {

    private final History history = new History();

    @Test
    void the_newest_stands_first_and_only_twenty_are_kept() {
        LongStream.rangeClosed(1, 25).forEach(number -> history.took(number, new Trigger("test"), List.of(), "text " + number));

        assertThat(history.versions()).extracting(ConfigVersion::number)
                .containsExactlyElementsOf(LongStream.iterate(25, number -> number - 1).limit(History.MOST).boxed().toList());
        assertThat(history.version(5)).isEmpty();
    }

    @Test
    void changes_come_back_as_they_were() {
        List<Change> changes = List.of(
                new Change(Action.CHANGE, Kind.LISTENER, "wéb", "listener wéb changes ".repeat(5000), Optional.empty()),
                new Change(Action.REMOVE, Kind.ENDPOINT, "app/app-1", "endpoint app/app-1 is removed", Optional.of("drains")),
                new Change(Action.ADD, Kind.MORE, "", "", Optional.of("")));
        history.took(1, new Trigger("test"), changes, null);

        assertThat(history.version(1).map(ConfigVersion::changes)).contains(changes);
    }

    @Test
    void a_text_comes_back_as_it_was() {
        String text = "janus: { } # ünïcödé\r\n".repeat(1000);
        history.took(1, new Trigger("test"), List.of(), text);

        assertThat(history.version(1).flatMap(ConfigVersion::text)).contains(text);
    }
}
