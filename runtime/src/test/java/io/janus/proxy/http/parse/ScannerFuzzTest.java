package io.janus.proxy.http.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

/** Whatever the bytes are: no exception, nothing read that is not there, and what is answered lies inside and in order. */
class ScannerFuzzTest {

    private static final long SEED = 42;
    private static final int COUNT = 6_000;

    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();
    private final TrailerSection trailers = new TrailerSection();

    @Test
    void requests_are_read_inside_their_bytes() {
        Heads.requests(SEED, COUNT).forEach(head -> {
            Text text = Text.of(head);
            assertReadsTheSameAgain(head, Verdict.COMPLETE, each -> Readings.of(request, each, Text.LIMITS));
            if (text.scan(request) == Verdict.COMPLETE) {
                assertOrder(head, Text.FROM, request.methodStart(), request.methodEnd(), request.targetStart(),
                        request.pathStart(),
                        request.pathEnd(), request.targetEnd());
                assertFields(head, request.fields(), request.targetEnd(), request.end(), text.to);
                if (request.hostStart() >= 0) {
                    assertOrder(head, request.targetStart(), request.hostStart(), request.hostEnd(), request.end());
                }
            }
        });
    }

    @Test
    void responses_are_read_inside_their_bytes() {
        Heads.responses(SEED, COUNT).forEach(head -> {
            Text text = Text.of(head);
            assertReadsTheSameAgain(head, Verdict.COMPLETE, each -> Readings.of(response, each, Text.LIMITS));
            if (text.scan(response) == Verdict.COMPLETE) {
                assertThat(response.status()).isBetween(100, 599);
                assertOrder(head, Text.FROM, response.statusStart(), response.statusLineEnd());
                assertFields(head, response.fields(), response.statusLineEnd(), response.end(), text.to);
            }
        });
    }

    @Test
    void trailers_are_read_inside_their_bytes() {
        Heads.responses(SEED, COUNT).map(head -> head.substring(head.indexOf('\n') + 1)).forEach(section -> {
            Text text = Text.of(section);
            assertReadsTheSameAgain(section, Verdict.COMPLETE, each -> Readings.of(trailers, each, Text.LIMITS));
            if (trailers.scan(text.bytes, Text.FROM, text.to, Text.LIMITS) == Verdict.COMPLETE) {
                assertFields(section, trailers.fields(), Text.FROM, trailers.end(), text.to);
            }
        });
    }

    @Test
    void random_bytes_are_survived() {
        Random random = new Random(SEED);
        for (int i = 0; i < COUNT; i++) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            Text text = Text.of(noise, noise.length);
            assertThat(text.scan(request)).isNotEqualTo(Verdict.COMPLETE);
            assertThat(text.scan(response)).isNotEqualTo(Verdict.COMPLETE);
            trailers.scan(text.bytes, Text.FROM, text.to, Text.LIMITS);
        }
    }

    @Test
    void chunks_are_followed_the_same_way_however_they_are_split() {
        Random random = new Random(SEED);
        String body = "5;a=\"b\\\"\";c\r\nhello\r\n1 ; x\r\n!\r\n0\r\n\r\n";
        for (int i = 0; i < COUNT; i++) {
            String chunks = Heads.mutated(body, 1 + random.nextInt(4), random);
            String atOnce = follow(chunks, chunks.length());
            assertThat(follow(chunks, 1)).as("seed %d, <%s> byte by byte", SEED, chunks).isEqualTo(atOnce);
            assertThat(follow(chunks, 3)).as("seed %d, <%s> in threes", SEED, chunks).isEqualTo(atOnce);
        }
    }

    /** How a chunked body is read when its bytes come so many at a time: where it stopped, and why. */
    private static String follow(String chunks, int step) {
        byte[] bytes = chunks.getBytes(StandardCharsets.ISO_8859_1);
        ChunkReader reader = new ChunkReader();
        int p = 0;
        for (int to = Math.min(step, bytes.length); p < bytes.length; to = Math.min(to + step, bytes.length)) {
            int before;
            do {
                before = p;
                if (reader.next() == ChunkReader.Next.DATA) {
                    int skipped = (int) Math.min(reader.dataRemaining(), to - p);
                    reader.skipData(skipped);
                    p += skipped;
                }
                p = reader.read(bytes, p, to);
            } while (p > before);
            assertThat(p).isLessThanOrEqualTo(to);
            if (p < to) {
                break;
            }
        }
        return p + " " + reader.next() + " " + reader.dataRemaining();
    }

    /** The same scanner again, the same text with other bytes behind it, and a complete text without what comes after it. */
    private static void assertReadsTheSameAgain(String head, Verdict complete, Function<Text, String> reading) {
        Text text = Text.of(head);
        String first = reading.apply(text);
        assertSame(head, first, reading.apply(text));
        Text other = Text.of(head);
        Arrays.fill(other.bytes, other.to, other.bytes.length, (byte) '\n');
        assertSame(head, first, reading.apply(other));
        if (first.startsWith(complete.name())) {
            int end = Integer.parseInt(first.substring(first.lastIndexOf(' ') + 1));
            assertThat(end).isLessThanOrEqualTo(text.to);
            assertSame(head, first, reading.apply(Text.prefix(head, end - Text.FROM)));
        }
    }

    private static void assertFields(String head, Fields fields, int from, int end, int to) {
        int before = from;
        for (int line = 0; line < fields.count(); line++) {
            assertOrder(head, before, fields.lineStart(line), fields.nameEnd(line), fields.valueStart(line),
                    fields.valueEnd(line),
                    fields.lineEnd(line));
            before = fields.lineEnd(line);
        }
        assertOrder(head, before, end, to);
    }

    private static void assertOrder(String head, int... positions) {
        for (int i = 1; i < positions.length; i++) {
            if (positions[i] < positions[i - 1]) {
                throw new AssertionError("seed " + SEED + ", <" + head + ">: " + Arrays.toString(positions));
            }
        }
    }

    private static void assertSame(String head, String first, String again) {
        if (!first.equals(again)) {
            assertThat(again).as("seed %d, <%s>", SEED, head).isEqualTo(first);
        }
    }
}
