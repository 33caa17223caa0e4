import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads HTTP/1 messages, and takes nothing that RFC 9112 leaves in doubt: it judges what a proxy sends, to endpoints and to
 * clients. Blocking; one thread at a time.
 */
final class HttpReader {

    /** Far above what is sent here: a head that long means that its end was lost. */
    private static final int HEAD_LIMIT = 256 * 1024;

    private static final Pattern REQUEST_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ [^ ]+ HTTP/1\\.[01]");
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-9][0-9][0-9] [\\t -~\\x80-\\xff]*");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t -~\\x80-\\xff]*?)[ \\t]*");
    private static final Pattern CHUNK_LINE = Pattern.compile("([0-9A-Fa-f]{1,15})([ \\t]*;[\\t -~\\x80-\\xff]*)?");

    private static final Pattern LAX_VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    /** As {@link #FIELD}, with control characters in the value. */
    private static final Pattern LAX_FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\x00-\\xff]*?)[ \\t]*");

    /** Whether to judge as is right for other proxies than Janus: control characters may stand in values, and any
     * version in a start line. Set before the first reader. */
    static boolean lax;

    private final InputStream in;

    HttpReader(InputStream in, int bufferSize) {
        this.in = new BufferedInputStream(in, bufferSize);
    }

    /** Something was read that no sender may send. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** The next head, or null when the other side ended between two messages. */
    Head request() throws IOException {
        return head(REQUEST_LINE);
    }

    /** The next head, or null when the other side ended between two messages. */
    Head answer() throws IOException {
        return head(STATUS_LINE);
    }

    byte[] requestBody(Head head) throws IOException {
        return body(head, false);
    }

    /** The body of an answer to a request of that method. */
    byte[] answerBody(Head head, String method) throws IOException {
        int status = head.status();
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new byte[0];
        }
        return body(head, true);
    }

    /** Everything up to the end; empty where the end comes at once. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    InputStream raw() {
        return in;
    }

    private Head head(Pattern startLine) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return null;
        }
        in.reset();
        String first = line();
        if (!startLine.matcher(lax ? LAX_VERSION.matcher(first).replaceFirst("HTTP/1.1") : first).matches()) {
            throw new Malformed("start line: " + Bytes.readable(first));
        }
        Head head = new Head(first);
        int length = first.length();
        for (String line = line(); !line.isEmpty(); line = line()) {
            length += line.length();
            field(line, head);
            if (length > HEAD_LIMIT) {
                throw new Malformed("a head of more than " + HEAD_LIMIT + " bytes");
            }
        }
        return head;
    }

    private static void field(String line, Head head) throws Malformed {
        var field = (lax ? LAX_FIELD : FIELD).matcher(line);
        if (!field.matches()) {
            throw new Malformed("field: " + Bytes.readable(line));
        }
        head.add(field.group(1), field.group(2));
    }

    private byte[] body(Head head, boolean answer) throws IOException {
        List<String> lengths = head.values("Content-Length");
        List<String> codings = head.values("Transfer-Encoding");
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty() || codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
                throw new Malformed("Transfer-Encoding " + codings + " with Content-Length " + lengths);
            }
            return chunked();
        }
        if (lengths.size() > 1 || lengths.size() == 1 && !lengths.get(0).matches("[0-9]{1,18}")) {
            throw new Malformed("Content-Length " + lengths);
        }
        if (lengths.isEmpty()) {
            return answer ? rest() : new byte[0];
        }
        return exactly(Long.parseLong(lengths.get(0)));
    }

    private byte[] chunked() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line();
            var chunk = CHUNK_LINE.matcher(line);
            if (!chunk.matches()) {
                throw new Malformed("chunk size: " + Bytes.readable(line));
            }
            long size = Long.parseLong(chunk.group(1), 16);
            if (size == 0) {
                Head trailers = new Head("");
                for (line = line(); !line.isEmpty(); line = line()) {
                    field(line, trailers);
                }
                return body.toByteArray();
            }
            body.write(exactly(size));
            if (!line().isEmpty()) {
                throw new Malformed("no line end after a chunk of " + size);
            }
        }
    }

    /** A length may be right and yet longer than anybody sends: then the end comes before it. */
    private byte[] exactly(long length) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(length, Integer.MAX_VALUE));
        if (bytes.length < length) {
            throw new EOFException("the end after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** Without its CRLF. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the end within a line: " + Bytes.readable(line.toString()));
            }
            if (c == '\r') {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("the end within a line end");
                }
                if (next != '\n') {
                    throw new Malformed("a bare CR after: " + Bytes.readable(line.toString()));
                }
                return line.toString();
            }
            if (c == '\n') {
                throw new Malformed("a bare LF after: " + Bytes.readable(line.toString()));
            }
            if (line.length() > HEAD_LIMIT) {
                throw new Malformed("a line of more than " + HEAD_LIMIT + " bytes");
            }
            line.append((char) c);
        }
    }
}
