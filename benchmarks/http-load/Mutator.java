import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.StringJoiner;

/** Changes valid messages at random, and says what it did. One thread at a time. */
final class Mutator {

    /** Bytes that mean something to a parser. */
    private static final byte[] TELLING = Bytes.of("\r\n\0 \t:;,=/.0189afAF-+\"\\%?#\u007f\u0080\u00ff\u000b\u001b");

    /** Lines that change framing, connection or trust, and some that only look as if they did. */
    private static final String[] LINES = {"Content-Length: 0", "Content-Length: 5", "Content-Length: +5", "Content-Length: 5, 5",
            "Content-Length: 0x5", "Content-Length : 5", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding:\u000bchunked",
            "Transfer-Encoding: xchunked", "Transfer-Encoding : chunked", "transfer-encoding: CHUNKED", "Transfer_Encoding: chunked",
            " folded: line", "\tContent-Length: 7", "Connection: close", "Connection: keep-alive", "Connection: X-Forwarded-For, X-Id",
            "Connection: Content-Length", "Connection: Transfer-Encoding", "X-Forwarded-For: 6.6.6.6", "X_Forwarded_For: 6.6.6.6",
            "Host: other", "Host: a, b", "Expect: 100-continue", "Expect: 200-maybe", "Upgrade: websocket", "Upgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings", "TE: trailers", "Trailer: Content-Length", "Range: bytes=0-1", "Keep-Alive: timeout=1",
            "no colon here", ": no name", "X\u0080: y", "X: \0", "X: a\rb", "X: a\nb"};

    private final Random random;
    private StringJoiner done = new StringJoiner(", ");

    Mutator(Random random) {
        this.random = random;
    }

    /** What was done to the last message. */
    String done() {
        return done.toString();
    }

    /** The message after some changes; it may have become the same again, or empty. */
    byte[] mutate(byte[] message, int changes) {
        done = new StringJoiner(", ");
        byte[] bytes = message;
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = change(bytes);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        int at = place(bytes);
        switch (random.nextInt(10)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                done.add("bit flipped at " + at);
                return bytes;
            }
            case 1, 2 -> {
                bytes[at] = telling();
                done.add("byte replaced at " + at);
                return bytes;
            }
            case 3, 4 -> {
                byte[] more = new byte[1 + random.nextInt(3)];
                for (int i = 0; i < more.length; i++) {
                    more[i] = telling();
                }
                done.add(more.length + " bytes inserted at " + at);
                return splice(bytes, at, at, more);
            }
            case 5 -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
                done.add("deleted " + at + " to " + end);
                return splice(bytes, at, end, new byte[0]);
            }
            case 6 -> {
                int begin = lineStart(bytes, at);
                int end = lineStart(bytes, Math.min(bytes.length, at + 1 + random.nextInt(80)));
                done.add("repeated " + begin + " to " + end);
                return splice(bytes, begin, begin, java.util.Arrays.copyOfRange(bytes, begin, Math.max(begin, end)));
            }
            case 7 -> {
                int digit = digit(bytes, at);
                bytes[digit] = (byte) ('0' + random.nextInt(10));
                done.add("digit changed at " + digit);
                return bytes;
            }
            default -> {
                int begin = lineStart(bytes, at);
                String line = LINES[random.nextInt(LINES.length)];
                done.add("line at " + begin + ": " + Bytes.readable(line));
                return splice(bytes, begin, begin, Bytes.of(line + (random.nextInt(12) == 0 ? "\n" : "\r\n")));
            }
        }
    }

    /** Anywhere, but rather within the first hundreds of bytes, where heads are. */
    private int place(byte[] bytes) {
        return random.nextInt(random.nextInt(4) == 0 ? bytes.length : Math.min(bytes.length, 400));
    }

    private byte telling() {
        return random.nextInt(4) == 0 ? (byte) random.nextInt(256) : TELLING[random.nextInt(TELLING.length)];
    }

    private static int lineStart(byte[] bytes, int at) {
        int start = Math.min(at, bytes.length);
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int digit(byte[] bytes, int from) {
        for (int i = 0; i < bytes.length; i++) {
            int at = (from + i) % bytes.length;
            if (bytes[at] >= '0' && bytes[at] <= '9') {
                return at;
            }
        }
        return from;
    }

    private static byte[] splice(byte[] bytes, int begin, int end, byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + piece.length);
        out.write(bytes, 0, begin);
        out.writeBytes(piece);
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }
}
