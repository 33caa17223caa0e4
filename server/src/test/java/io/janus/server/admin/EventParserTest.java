package io.janus.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private final List<String> events = new ArrayList<>();
    private final EventParser parser = new EventParser(events::add);

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r\n", "\r" })
    void data_is_found_whatever_ends_a_line_and_however_the_bytes_are_cut(String end) {
        String text = ("id: 1\nevent: x\ndata: ä\ndata:b\n\n: comment\n\ndata: c\nretry: 5\n\ndata: half").replace("\n", end);
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            assertThat(parser.feed(List.of(ByteBuffer.wrap(new byte[] { one })))).isTrue();
        }

        assertThat(events).containsExactly("ä\nb", "c");
    }

    @Test
    void neither_a_line_nor_an_event_grows_without_bound() {
        ByteBuffer much = ByteBuffer.wrap(new byte[(1 << 20) + 1]);
        assertThat(parser.feed(List.of(much))).isFalse();

        EventParser other = new EventParser(events::add);
        boolean fine = true;
        for (int i = 0; i < 2000 && fine; i++) {
            fine = other
                    .feed(List.of(ByteBuffer.wrap(("data:" + "x".repeat(1000) + "\n").getBytes(StandardCharsets.US_ASCII))));
        }
        assertThat(fine).isFalse();
    }
}
