import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A request with an id, and the answer that belongs to it. An id is a kind and 16 hexadecimal digits, {@code ok-0123456789abcdef}, so
 * that everybody who meets one knows what may happen to it.
 */
final class Message {

    /** Of a valid request: it is answered, with its own answer. */
    static final String VALID = "ok";

    /** Of a request that was changed: anything well-formed may happen to it. */
    static final String MUTATED = "mu";

    /** Of a request whose end is never sent: it must not reach an endpoint as if it were complete. */
    static final String CUT = "cut";

    /** Of a valid request whose answer is changed by the endpoint. */
    static final String BAD_ANSWER = "ba";

    /** Of what looks like a message and stands in the body of a valid one: nobody may take it for one. */
    static final String INNER = "in";

    final String id;
    final String method;
    final byte[] bytes;
    final byte[] body;

    private Message(String id, String method, byte[] bytes, byte[] body) {
        this.id = id;
        this.method = method;
        this.bytes = bytes;
        this.body = body;
    }

    /** A new valid request. */
    static Message request(String kind, Random random, String moreLines) {
        String hex = String.format("%016x", random.nextLong());
        String method = method(kind, random);
        boolean hasBody = method.startsWith("P");
        byte[] body = hasBody ? requestBody(kind, hex, random) : new byte[0];
        StringBuilder head = new StringBuilder(method).append(' ').append(target(random)).append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nX-Id: ").append(kind).append('-').append(hex).append("\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append("X-Some-").append(i).append(": ").append("v".repeat(random.nextInt(60))).append("\r\n");
        }
        if (hasBody && kind.equals(VALID) && random.nextInt(10) == 0) {
            // The body follows at once all the same, as a client may do.
            head.append("Expect: 100-continue\r\n");
        }
        head.append(moreLines);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (hasBody && random.nextBoolean()) {
            out.writeBytes(Bytes.of(head + "Transfer-Encoding: chunked\r\n\r\n"));
            chunked(body, random, out);
        } else {
            if (hasBody) {
                head.append("Content-Length: ").append(body.length).append("\r\n");
            }
            out.writeBytes(Bytes.of(head + "\r\n"));
            out.writeBytes(body);
        }
        return new Message(kind + "-" + hex, method, out.toByteArray(), body);
    }

    private static String method(String kind, Random random) {
        // An answer to HEAD cannot be told from others once the order of requests is in doubt.
        String[] methods = kind.equals(VALID) ? new String[] {"GET", "GET", "POST", "PUT", "HEAD", "OPTIONS"}
                : new String[] {"GET", "POST", "POST", "PUT"};
        return kind.equals(CUT) ? "POST" : methods[random.nextInt(methods.length)];
    }

    private static String target(Random random) {
        return random.nextInt(8) == 0 ? "http://localhost/a?b=c" : "/" + "path/".repeat(random.nextInt(4)) + "?q=" + random.nextInt(1000);
    }

    private static byte[] requestBody(String kind, String hex, Random random) {
        if (random.nextInt(3) == 0) {
            return Bytes.content(random.nextInt(random.nextInt(10) == 0 ? 60_000 : 3_000));
        }
        // What a proxy and an endpoint that disagree about the end of the head or body would take for the next request.
        String inner = kind.equals(VALID) ? INNER : MUTATED;
        return Bytes.of("0\r\n\r\nGET /inner HTTP/1.1\r\nHost: localhost\r\nX-Id: " + inner + "-" + hex + "\r\n\r\n");
    }

    private static void chunked(byte[] body, Random random, ByteArrayOutputStream out) {
        for (int at = 0; at < body.length;) {
            int size = Math.min(body.length - at, 1 + random.nextInt(1 + Math.min(20_000, body.length)));
            String extension = random.nextInt(10) == 0 ? ";a=b" : "";
            out.writeBytes(Bytes.of(Integer.toHexString(size) + extension + "\r\n"));
            out.write(body, at, size);
            out.writeBytes(Bytes.of("\r\n"));
            at += size;
        }
        out.writeBytes(Bytes.of(random.nextInt(10) == 0 ? "0\r\nX-Trailer: t\r\n\r\n" : "0\r\n\r\n"));
    }

    /** The body of the answer to the request with that id: the same for endpoint and client. */
    static byte[] answerBody(String id) {
        int length = Math.floorMod(id.hashCode(), 37) == 0 ? 50_000 : Math.floorMod(id.hashCode(), 2_000);
        // What a proxy that miscounts the body would take for the next answer.
        String inner = "HTTP/1.1 200 OK\r\nX-Id: " + INNER + id.substring(id.indexOf('-') < 0 ? 0 : id.indexOf('-'))
                + "\r\nContent-Length: 0\r\n\r\n";
        return Bytes.of(inner + "a".repeat(length));
    }

    /** The whole answer of the endpoint. */
    static byte[] answer(Head request, byte[] body, boolean close) {
        String id = request.value("X-Id") == null ? "none" : request.value("X-Id");
        byte[] answer = answerBody(id);
        String head = "HTTP/1.1 200 OK\r\nX-Id: " + id + "\r\nX-Method: " + request.method() + "\r\nX-Digest: " + digest(body) + "\r\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean chunked = Math.floorMod(id.hashCode(), 3) == 0;
        if (close) {
            head += "Connection: close\r\n";
        } else {
            head += chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + answer.length + "\r\n";
        }
        out.writeBytes(Bytes.of(head + "\r\n"));
        if (!request.method().equals("HEAD")) {
            if (chunked && !close) {
                chunked(answer, new Random(id.hashCode()), out);
            } else {
                out.writeBytes(answer);
            }
        }
        return out.toByteArray();
    }

    static String digest(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return body.length + "-" + Long.toHexString(crc.getValue());
    }
}
