package io.janus.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.TargetForm;

/**
 * A redirect's location: text in which {@code {path}} stands for the path and query as they were received and {@code
 * {host}} for the host in lower case without port. Immutable.
 */
final class Location {

    private static final byte[] PATH = "{path}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HOST = "{host}".getBytes(StandardCharsets.US_ASCII);

    /** Text, or one of the two above: the same object. */
    private final byte[][] parts;

    Location(String to) {
        List<byte[]> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < to.length(); i++) {
            byte[] place = to.startsWith("{path}", i) ? PATH : to.startsWith("{host}", i) ? HOST : null;
            if (place != null) {
                found.add(Text.bytes(to.substring(from, i)));
                found.add(place);
                from = i + place.length;
                i = from - 1;
            }
        }
        found.add(Text.bytes(to.substring(from)));
        found.removeIf(part -> part.length == 0);
        parts = found.toArray(new byte[0][]);
    }

    /** Writes it. Without a host, as HTTP/1.0 allows, {@code {host}} is empty. */
    void write(byte[] bytes, RequestHead head, Bytes out) {
        boolean asterisk = head.targetForm() == TargetForm.ASTERISK;
        int pathStart = asterisk ? head.targetEnd() : head.pathStart();
        write(bytes, pathStart, head.targetEnd(), head.hostStart(), head.hostEnd(), out);
    }

    void write(byte[] bytes, int pathStart, int targetEnd, int hostStart, int hostEnd, Bytes out) {
        int begin = out.length();
        for (byte[] part : parts) {
            if (part == PATH) {
                writePath(bytes, pathStart, targetEnd, out.length() == begin, out);
            } else if (part != HOST) {
                out.add(part);
            } else if (hostStart >= 0) {
                Authority.writeHost(bytes, hostStart, hostEnd, out);
            }
        }
    }

    /** @param first whether the location begins with it: then {@code //other.example} would lead to another host */
    private static void writePath(byte[] bytes, int pathStart, int targetEnd, boolean first, Bytes out) {
        int start = pathStart;
        while (start < targetEnd && bytes[start] == '/' && (first || start == pathStart)) {
            start++;
        }
        out.add((byte) '/').add(bytes, start, targetEnd);
    }
}
