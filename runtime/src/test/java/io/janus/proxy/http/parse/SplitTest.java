package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The verdict depends on the bytes alone, never on how they were split: every beginning of a text is incomplete, or gets what
 * the whole text gets.
 */
class SplitTest {

    private static final long SEED = 20_240_607;
    private static final int COUNT = 600;

    /** The limits of a listener, and some that cut most heads off somewhere. */
    private static final List<HeadLimits> LIMITS = List.of(Text.LIMITS, new HeadLimits(64, 2, 20), new HeadLimits(40, 9, 40),
            new HeadLimits(1000, 1, 13));

    @Test
    void every_beginning_of_a_request_is_incomplete_or_gets_what_the_whole_gets() {
        assertSplitsAgree(Heads.requests(SEED, COUNT), limits -> {
            RequestHead head = new RequestHead();
            return text -> Readings.of(head, text, limits);
        });
    }

    @Test
    void every_beginning_of_a_response_is_incomplete_or_gets_what_the_whole_gets() {
        assertSplitsAgree(Heads.responses(SEED, COUNT), limits -> {
            ResponseHead head = new ResponseHead();
            return text -> Readings.of(head, text, limits);
        });
    }

    @Test
    void every_beginning_of_a_trailer_section_is_incomplete_or_gets_what_the_whole_gets() {
        assertSplitsAgree(Heads.responses(SEED, COUNT).map(head -> head.substring(head.indexOf('\n') + 1)), limits -> {
            TrailerSection trailers = new TrailerSection();
            return text -> Readings.of(trailers, text, limits);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "G@", "GET  ", "GET /\u0001", "GET /#", "GET x ", "GET / HTTQ", "GET / HTTP/2", "GET / HTTP/1.1\n",
            "GET / HTTP/1.1\rx",
            "\n", "\rx", "GET / HTTP/1.1\r\n ", "GET / HTTP/1.1\r\na ", "GET / HTTP/1.1\r\na:\u0000", "GET / HTTP/1.1\r\na:\rx",
            "GET / HTTP/1.1\r\na:\n", "GET / HTTP/1.1\r\n\n", "GET / HTTP/1.1\r\n\rx",
            "GET / HTTP/1.1\r\nContent-Length: x\r\n",
            "GET / HTTP/1.1\r\nHost: a b\r\n" })
    void what_is_wrong_already_is_refused_without_waiting_for_more(String beginning) {
        assertThat(Text.verdict(beginning)).startsWith("bad_");
        assertThat(Text.verdict(beginning.substring(0, beginning.length() - 1))).isEqualTo("INCOMPLETE");
    }

    private static void assertSplitsAgree(Stream<String> texts, Function<HeadLimits, Function<Text, String>> scanners) {
        List<Function<Text, String>> readings = LIMITS.stream().map(scanners).toList();
        texts.forEach(whole -> readings.forEach(reading -> {
            String verdict = reading.apply(Text.of(whole));
            boolean isDecided = false;
            for (int length = 0; length < whole.length(); length++) {
                String ofBeginning = reading.apply(Text.prefix(whole, length));
                isDecided |= !ofBeginning.equals("INCOMPLETE");
                if (!ofBeginning.equals(isDecided ? verdict : "INCOMPLETE")) {
                    assertThat(ofBeginning).as("seed %d, the first %d bytes of <%s>", SEED, length, whole).isEqualTo(verdict);
                }
            }
        }));
    }
}
