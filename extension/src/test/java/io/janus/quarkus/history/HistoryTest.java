package io.janus.quarkus.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

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
    void a_text_comes_back_as_it_was() {
        String text = "janus: { } # ünïcödé\r\n".repeat(1000);
        history.took(1, new Trigger("test"), List.of(), text);

        assertThat(history.version(1).flatMap(ConfigVersion::text)).contains(text);
    }
}
