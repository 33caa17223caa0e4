package io.janus.proxy.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.testing.HttpBody.End;

/**
 * Reads messages from a blocking stream as RFC 9112 section 6.3 says, in the plainest way, so that the proxy's scanners and
 * this are unlikely to be wrong in the same place. Not thread-safe.
 */
final class HttpReader {

    /** More than any test sends: a head that has no end fails the test instead of filling memory. */
    private static final int MAX_HEAD = 1024 * 1024;

    private static final int COPY = 16 * 1024;

    private final InputStream in;

    HttpReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** What is left of the stream, bytes that were read ahead included. */
    InputStream rest() {
        return in;
    }

    /** The next head; null when the other side finished before its first byte. */
    @Nullable
    HttpHead head() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                if (bytes.size() == 0) {
                    return null;
                }
                throw new EOFException("the other side finished inside a head: " + bytes.toString(StandardCharsets.ISO_8859_1));
            }
            bytes.write(next);
            if (next == (matched % 2 == 0 ? '\r' : '\n')) {
                matched++;
            } else {
                matched = next == '\r' ? 1 : 0;
            }
            if (bytes.size() > MAX_HEAD) {
                throw new IOException("a head without end");
            }
        }
        return HttpHead.of(bytes.toByteArray());
    }

    /** The body of a request. */
    HttpBody requestBody(HttpHead head) throws IOException {
        if (head.lists("Transfer-Encoding", "chunked")) {
            return chunked();
        }
        return head.has("Content-Length") ? length(lengthOf(head)) : HttpBody.NONE;
    }

    /** The body of a final response to a request of a method. */
    HttpBody responseBody(HttpHead head, String method) throws IOException {
        int status = HttpResponse.statusOf(head);
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return HttpBody.NONE;
        }
        if (head.lists("Transfer-Encoding", "chunked")) {
            return chunked();
        }
        return head.has("Content-Length") ? length(lengthOf(head)) : untilClose();
    }

    private static long lengthOf(HttpHead head) throws IOException {
        try {
            return Long.parseLong(head.value("Content-Length"));
        } catch (NumberFormatException e) {
            throw new IOException("Content-Length is " + head.value("Content-Length"), e);
        }
    }

    private HttpBody length(long bytes) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        End end = copy(bytes, data);
        return new HttpBody(data.toByteArray(), data.toByteArray(), List.of(), end);
    }

    private HttpBody untilClose() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        End end = copy(Long.MAX_VALUE, data);
        return new HttpBody(data.toByteArray(), data.toByteArray(), List.of(), end == End.CUT_BY_FINISH ? End.COMPLETE : end);
    }

    private End copy(long bytes, ByteArrayOutputStream to) throws IOException {
        byte[] buffer = new byte[COPY];
        long left = bytes;
        while (left > 0) {
            int read;
            try {
                read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            } catch (SocketException e) {
                return End.CUT_BY_RESET;
            }
            if (read < 0) {
                return End.CUT_BY_FINISH;
            }
            to.write(buffer, 0, read);
            left -= read;
        }
        return End.COMPLETE;
    }

    private HttpBody chunked() throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        List<HttpHead.Field> trailers = new ArrayList<>();
        End end = chunks(raw, data, trailers);
        return new HttpBody(raw.toByteArray(), data.toByteArray(), trailers, end);
    }

    private End chunks(ByteArrayOutputStream raw, ByteArrayOutputStream data, List<HttpHead.Field> trailers)
            throws IOException {
        try {
            while (true) {
                String sizeLine = line(raw);
                int size = sizeOf(sizeLine);
                if (size < 0) {
                    return End.MALFORMED;
                }
                if (size == 0) {
                    break;
                }
                ByteArrayOutputStream chunk = new ByteArrayOutputStream();
                End end = copy(size, chunk);
                raw.writeBytes(chunk.toByteArray());
                data.writeBytes(chunk.toByteArray());
                if (end != End.COMPLETE) {
                    return end;
                }
                if (!line(raw).isEmpty()) {
                    return End.MALFORMED;
                }
            }
            for (String line = line(raw); !line.isEmpty(); line = line(raw)) {
                trailers.addAll(HttpHead.fieldsOf(line));
            }
            return End.COMPLETE;
        } catch (EOFException e) {
            return End.CUT_BY_FINISH;
        } catch (SocketException e) {
            return End.CUT_BY_RESET;
        }
    }

    private static int sizeOf(String line) {
        try {
            return Integer.parseInt(line.replaceFirst(";.*", "").strip(), 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String line(ByteArrayOutputStream raw) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int before = -1;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            raw.write(next);
            line.write(next);
            if (before == '\r' && next == '\n') {
                return new String(line.toByteArray(), 0, line.size() - 2, StandardCharsets.ISO_8859_1);
            }
            before = next;
        }
    }
}
