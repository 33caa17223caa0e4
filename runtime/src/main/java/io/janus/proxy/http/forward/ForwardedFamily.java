package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.janus.proxy.http.parse.FieldName;
import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.route.HeaderEdits;

/**
 * The fields that say who the client is: {@code Forwarded}, {@code X-Forwarded-…} and {@code X-Real-IP}. What an untrusted peer
 * says of them is replaced by what Janus itself saw; what a believed one says is completed. One for each loop; it follows one
 * head at a time. Allocates nothing.
 *
 * <p>
 * {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} stay what they are when a Connection field names them: otherwise a
 * client could make a trusted proxy's word about it disappear on the way.
 */
final class ForwardedFamily {

    private static final byte[] FOR = "X-Forwarded-For: ".getBytes(ISO_8859_1);
    private static final byte[] HOST = "X-Forwarded-Host: ".getBytes(ISO_8859_1);
    private static final byte[] SEPARATOR = { ',', ' ' };
    private static final byte[] CRLF = { '\r', '\n' };

    private static final byte[] FOR_NAME = "x-forwarded-for".getBytes(ISO_8859_1);
    private static final byte[] PROTO_NAME = "x-forwarded-proto".getBytes(ISO_8859_1);
    private static final byte[] HOST_NAME = "x-forwarded-host".getBytes(ISO_8859_1);

    private boolean believed;
    private boolean hasProto;
    private boolean hasHost;

    /** Begins with another head. */
    void begin(ClientIdentity identity) {
        believed = identity.isBelieved();
        hasProto = false;
        hasHost = false;
    }

    /** Whether a line of the family goes on as it was received. Asked once for each line, in their order. */
    boolean keeps(byte[] bytes, Fields fields, int line, FieldName name) {
        if (!believed) {
            return false;
        }
        switch (name) {
            case X_FORWARDED_PROTO: {
                boolean first = !hasProto;
                hasProto = true;
                return first;
            }
            case X_FORWARDED_HOST: {
                boolean first = !hasHost;
                hasHost = true;
                return first;
            }
            case FORWARDED:
            case X_REAL_IP:
            case X_FORWARDED_OTHER:
                return !fields.isHopByHop(line) && isSpelledWell(bytes, fields.lineStart(line), fields.nameEnd(line));
            default:
                return false;
        }
    }

    /**
     * Writes the lines that Janus sets, but those that the route's edits, which come last, drop. After all lines were asked.
     */
    void write(byte[] bytes, RequestHead head, ClientIdentity identity, HeaderEdits edits, Bytes out) {
        boolean edited = !edits.isEmpty();
        byte[] usual = identity.usualLines();
        boolean writesFor = !edited || !edits.drops(FOR_NAME, 0, FOR_NAME.length);
        boolean writesProto = !hasProto && (!edited || !edits.drops(PROTO_NAME, 0, PROTO_NAME.length));
        if (writesFor && writesProto && !believed) {
            out.add(usual);
        } else {
            if (writesFor) {
                writeFor(bytes, head.fields(), identity, out);
            }
            if (writesProto) {
                out.add(usual, identity.protoLineStart(), usual.length);
            }
        }
        boolean known = head.hostStart() >= 0 && head.hostStart() < head.hostEnd();
        if (known && !hasHost && (!edited || !edits.drops(HOST_NAME, 0, HOST_NAME.length))) {
            out.add(HOST).add(bytes, head.hostStart(), head.hostEnd()).add(CRLF);
        }
    }

    private void writeFor(byte[] bytes, Fields fields, ClientIdentity identity, Bytes out) {
        out.add(FOR);
        if (believed) {
            for (int i = 0; i < fields.count(); i++) {
                if (fields.name(i) == FieldName.X_FORWARDED_FOR) {
                    out.add(bytes, fields.valueStart(i), fields.valueEnd(i)).add(SEPARATOR);
                }
            }
        }
        out.add(identity.usualLines(), identity.peerTextStart(), identity.peerTextEnd()).add(CRLF);
    }

    /** Not {@code X_Forwarded_Port}, which proxies before Janus may have let through, and servers take for the real one. */
    private static boolean isSpelledWell(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}
