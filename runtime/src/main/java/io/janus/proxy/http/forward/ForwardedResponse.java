package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.ResponseHead;
import io.janus.proxy.route.HeaderEdits;

/**
 * Writes the head of a response as a client gets it. One for each loop; confined to it. Allocates nothing in steady state.
 *
 * <p>
 * Lines that stay are copied in runs: where nothing is left out, the status line and all fields are one copy.
 */
public final class ForwardedResponse {

    private static final byte[] VERSION = "HTTP/1.1 ".getBytes(ISO_8859_1);
    private static final byte[] CHUNKED = "Transfer-Encoding: chunked\r\n".getBytes(ISO_8859_1);
    private static final byte[] CONNECTION_UPGRADE = "Connection: upgrade\r\n".getBytes(ISO_8859_1);
    private static final byte[] VIA_10 = "Via: 1.0 janus\r\n".getBytes(ISO_8859_1);
    private static final byte[] VIA_11 = "Via: 1.1 janus\r\n".getBytes(ISO_8859_1);
    private static final byte[] DATE_NAME = "date".getBytes(ISO_8859_1);
    private static final byte[] VIA_NAME = "via".getBytes(ISO_8859_1);
    private static final byte[] CRLF = { '\r', '\n' };

    private static final byte[] CLOSE = "Connection: close\r\n".getBytes(ISO_8859_1);
    private static final byte[] KEEP_ALIVE = "Connection: keep-alive\r\n".getBytes(ISO_8859_1);

    private boolean keptDate;

    /** How the body goes on, compared with how it came. */
    public enum BodyChange {
        /** As it came. */
        NONE,
        /** It came until the close and goes on in chunks: Transfer-Encoding is added. */
        CHUNK,
        /** It came in chunks and goes on until the close: Transfer-Encoding and Trailer are left out. */
        UNCHUNK
    }

    /** What the Connection field says to the client. */
    public enum ConnectionField {
        /** There is none. */
        NONE,
        CLOSE,
        KEEP_ALIVE,
        /** {@code upgrade}, and the Upgrade field stays: only for 101 and 426. */
        UPGRADE
    }

    /**
     * Writes the head, as HTTP/1.1; a 1xx too. A final one gets a Date where it has none (RFC 9110 section 6.6.1).
     * Content-Length
     * and Transfer-Encoding are left out of 1xx and 204, Transfer-Encoding also of 304.
     *
     * @param bytes where the scanned head is
     * @param edits the route's edits; not applied to 1xx
     * @param via whether to add {@code Via}
     * @param date a whole {@code Date: …} line with CRLF
     * @param out written from its end on
     */
    public void write(byte[] bytes, ResponseHead head, HeaderEdits edits, BodyChange body, ConnectionField connection,
            boolean via, byte[] date, Bytes out) {
        int status = head.status();
        boolean last = status >= 200;
        boolean edited = last && !edits.isEmpty();
        int kept = writeStatusLine(bytes, head, out);
        writeLines(bytes, head, kept, edits, edited, body, connection, out);
        if (body == BodyChange.CHUNK && mayHaveBody(status)) {
            out.add(CHUNKED);
        }
        if (last && !keptDate && !(edited && edits.drops(DATE_NAME, 0, DATE_NAME.length))) {
            out.add(date);
        }
        if (via && !(edited && edits.drops(VIA_NAME, 0, VIA_NAME.length))) {
            out.add(head.isHttp10() ? VIA_10 : VIA_11);
        }
        writeConnection(connection, out);
        if (edited) {
            out.add(edits.lines());
        }
        out.add(CRLF);
    }

    /** Writes the line that says what becomes of the connection; none for {@code NONE}. */
    static void writeConnection(ConnectionField connection, Bytes out) {
        switch (connection) {
            case NONE -> {
            }
            case CLOSE -> out.add(CLOSE);
            case KEEP_ALIVE -> out.add(KEEP_ALIVE);
            case UPGRADE -> out.add(CONNECTION_UPGRADE);
        }
    }

    /** Writes the status line, unless it can be copied with the fields; answers where what is to be copied begins. */
    private static int writeStatusLine(byte[] bytes, ResponseHead head, Bytes out) {
        int start = head.statusStart();
        int reason = start + 3;
        boolean spaced = bytes[reason] == ' ';
        if (spaced && bytes[start - 2] == '1') {
            return start - VERSION.length;
        }
        out.add(VERSION);
        if (spaced) {
            return start;
        }
        // RFC 9112 section 4: the space stands there even where no reason follows.
        out.add(bytes, start, reason).add((byte) ' ').add(CRLF);
        return head.statusLineEnd();
    }

    private void writeLines(byte[] bytes, ResponseHead head, int kept, HeaderEdits edits, boolean edited, BodyChange body,
            ConnectionField connection, Bytes out) {
        Fields fields = head.fields();
        int status = head.status();
        keptDate = false;
        int runStart = kept;
        int count = fields.count();
        for (int i = 0; i < count; i++) {
            boolean keeps;
            switch (fields.name(i)) {
                case CONTENT_LENGTH:
                    // No edit may ever change where a message ends.
                    keeps = status == 304 || mayHaveBody(status);
                    break;
                case TRANSFER_ENCODING:
                    keeps = body == BodyChange.NONE && mayHaveBody(status);
                    break;
                case UPGRADE:
                    keeps = connection == ConnectionField.UPGRADE;
                    break;
                case TRAILER:
                    keeps = body != BodyChange.UNCHUNK && keepsOrdinary(bytes, fields, i, edits, edited);
                    break;
                case DATE:
                    keeps = keepsOrdinary(bytes, fields, i, edits, edited);
                    keptDate |= keeps;
                    break;
                default:
                    keeps = keepsOrdinary(bytes, fields, i, edits, edited);
            }
            if (!keeps) {
                out.add(bytes, runStart, fields.lineStart(i));
                runStart = fields.lineEnd(i);
            }
        }
        out.add(bytes, runStart, head.end() - CRLF.length);
    }

    private static boolean keepsOrdinary(byte[] bytes, Fields fields, int line, HeaderEdits edits, boolean edited) {
        return !fields.isHopByHop(line) && !(edited && edits.drops(bytes, fields.lineStart(line), fields.nameEnd(line)));
    }

    /** Not 1xx, 204 and 304 (RFC 9112 section 6.3), whatever was asked for. */
    private static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }
}
