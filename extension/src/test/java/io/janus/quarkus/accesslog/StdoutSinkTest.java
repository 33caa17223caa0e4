package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class StdoutSinkTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StdoutSink sink = new StdoutSink(out);

    /** The pieces that a text is written in. */
    private List<String> pieces(String text) throws IOException {
        byte[] bytes = text.getBytes(US_ASCII);
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            out.reset();
            at += sink.write(bytes, at, bytes.length);
            pieces.add(out.toString(US_ASCII));
        }
        assertThat(String.join("", pieces)).isEqualTo(text);
        return pieces;
    }

    @Test
    void many_lines_go_out_in_pieces_of_whole_lines_that_a_pipe_does_not_tear() throws IOException {
        String line = "x".repeat(999) + "\n";

        assertThat(pieces(line.repeat(11))).hasSize(3)
                .allSatisfy(piece -> assertThat(piece).endsWith("\n").hasSizeLessThanOrEqualTo(StdoutSink.PIECE));
    }

    @Test
    void a_line_longer_than_a_piece_goes_out_alone() throws IOException {
        String much = "x".repeat(StdoutSink.PIECE + 100) + "\n";

        assertThat(pieces(much + "a\n" + "b\n".repeat(3000))).startsWith(much);
    }
}
