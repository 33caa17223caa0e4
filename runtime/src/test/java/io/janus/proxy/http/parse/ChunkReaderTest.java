package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.janus.proxy.http.parse.ChunkReader.Next;

class ChunkReaderTest {

    private static final String END = "0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = { "1\r\nx\r\n", "00000000000000a\r\n0123456789\r\n", "A;a\r\n0123456789\r\n", "1;a=b\r\nx\r\n",
            "1 \t; a = b ; c\r\nx\r\n",
            "1;a=\"b\\\"\t\\\\;\u00e4\"\r\nx\r\n", "1;a=\"\";b\r\nx\r\n", "1;a=\"\" ;b\r\nx\r\n", "1;a ;b\r\nx\r\n",
            "3\r\n\r\n\r\r\n" })
    void a_body_is_followed_to_its_end_however_it_is_split(String chunks) {
        String body = chunks + END;
        for (int step = 1; step <= body.length(); step++) {
            ChunkReader reader = new ChunkReader();
            assertThat(follow(reader, body, step)).as("steps of %d", step).isEqualTo(body.length());
            assertThat(reader.next()).isEqualTo(Next.END);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "#\r\n", "#;a\r\n", "#-1\r\n", "#+1\r\n", "0#x1\r\n", "# 1\r\n", "1 #\r\n",
            "1 #1\r\n", "1#\n",
            "1\r#x", "1;#;\r\n", "1;#\r\n", "1;a=#\r\n", "1;a=#;\r\n", "1;a #\r\n", "1;a=b #\r\n", "1;a=\"b#\r\n",
            "1;a=\"b\\#\n", "1;a=\"b\"#c\r\n",
            "1;a=b#=c\r\n", "1;a#\n", "1;a#\u0000\r\n", "1;a=\"#\u0000\"\r\n", "1;#\"a\"\r\n", "123456789012345#6\r\n",
            "#g\r\n", "1#\u00e4\r\n",
            "1\r\nx#x", "1\r\nx#\n", "1\r\nx\r#x", "0\r\n\r#x", "1#,2\r\n" })
    void what_is_malformed_is_refused_at_its_first_wrong_byte_however_it_is_split(String marked) {
        int wrong = marked.indexOf('#');
        String body = marked.replace("#", "");
        for (int step = 1; step <= body.length(); step++) {
            ChunkReader reader = new ChunkReader();
            assertThat(follow(reader, body, step)).as("steps of %d", step).isEqualTo(wrong);
            assertThat(reader.next()).isEqualTo(Next.REFUSED);
            assertThat(reader.refusal()).isNotEmpty();
        }
    }

    @Test
    void a_line_may_be_as_long_as_the_limit_and_no_longer() {
        String longest = "1;" + "a".repeat(ChunkReader.MAX_LINE - 2);
        ChunkReader reader = new ChunkReader();
        assertThat(follow(reader, longest + "\r\nx\r\n" + END, 7)).isEqualTo(longest.length() + 10);
        assertThat(reader.next()).isEqualTo(Next.END);
        reader.reset();
        assertThat(follow(reader, longest + "a\r\nx\r\n" + END, 7)).isEqualTo(longest.length());
        assertThat(reader.refusal()).isEqualTo("a chunk-size line is too long");
    }

    @Test
    void the_largest_size_is_no_overflow() {
        ChunkReader reader = new ChunkReader();
        follow(reader, "fffffffffffffff\r\n", 100);
        assertThat(reader.next()).isEqualTo(Next.DATA);
        assertThat(reader.dataRemaining()).isEqualTo((1L << 60) - 1);
        reader.skipData(1L << 59);
        assertThat(reader.dataRemaining()).isEqualTo((1L << 59) - 1);
    }

    @Test
    void it_stops_before_a_trailer_section() {
        String body = "1\r\nx\r\n0;a\r\nA: b\r\n\r\n";
        for (int step = 1; step <= body.length(); step++) {
            ChunkReader reader = new ChunkReader();
            assertThat(follow(reader, body, step)).isEqualTo(body.indexOf("A: b"));
            assertThat(reader.next()).isEqualTo(Next.TRAILERS);
        }
    }

    @Test
    void whether_trailers_follow_is_known_only_from_the_next_byte() {
        ChunkReader reader = new ChunkReader();
        assertThat(follow(reader, "0\r\n", 1)).isEqualTo(3);
        assertThat(reader.next()).isEqualTo(Next.LINE);
    }

    @Test
    void nothing_is_read_while_data_comes_next() {
        ChunkReader reader = new ChunkReader();
        byte[] bytes = "5\r\nhello".getBytes(StandardCharsets.US_ASCII);
        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(3);
        assertThat(reader.read(bytes, 3, bytes.length)).isEqualTo(3);
        assertThat(reader.dataRemaining()).isEqualTo(5);
    }

    @Test
    void nothing_is_read_behind_the_end() {
        ChunkReader reader = new ChunkReader();
        assertThat(follow(reader, END + "GET /", 100)).isEqualTo(END.length());
        assertThat(reader.next()).isEqualTo(Next.END);
    }

    @Test
    void no_more_data_than_there_is_can_be_skipped() {
        ChunkReader reader = new ChunkReader();
        follow(reader, "5\r\n", 100);
        assertThatIllegalArgumentException().isThrownBy(() -> reader.skipData(6));
        assertThatIllegalArgumentException().isThrownBy(() -> reader.skipData(-1));
    }

    @Test
    void another_body_begins_after_a_reset() {
        ChunkReader reader = new ChunkReader();
        follow(reader, "1;a=\"", 100);
        reader.reset();
        assertThat(follow(reader, END, 1)).isEqualTo(END.length());
        follow(reader, "x", 1);
        reader.reset();
        assertThat(reader.next()).isEqualTo(Next.LINE);
        follow(reader, "5\r\n", 1);
        reader.reset();
        assertThat(reader.dataRemaining()).isZero();
    }

    /** Hands a body over in steps. Answers how many of its bytes went by, read or skipped. */
    private static int follow(ChunkReader reader, String body, int step) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        int p = 0;
        int to = Math.min(step, bytes.length);
        while (true) {
            if (reader.next() == Next.DATA) {
                int skipped = (int) Math.min(reader.dataRemaining(), to - p);
                reader.skipData(skipped);
                p += skipped;
            } else if (reader.next() == Next.LINE) {
                p = reader.read(bytes, p, to);
            } else {
                return p;
            }
            if (p == to) {
                if (to == bytes.length) {
                    return p;
                }
                to = Math.min(to + step, bytes.length);
            }
        }
    }
}
