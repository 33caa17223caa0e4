package io.janus.proxy.http.forward;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.janus.proxy.http.forward.ForwardedResponse.ConnectionField;
import io.janus.proxy.stats.ErrorCode;

/**
 * The answers that Janus makes itself: whole responses, the same bytes each time but for Connection and Date, and never a byte
 * that came from a client but a redirect's location. Any thread. Allocates nothing.
 */
public final class OwnAnswer {

    /** What CONNECT is told that Janus does take. */
    private static final String ALLOW = "Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE\r\n";

    private static final byte[][] HEADS = new byte[ErrorCode.values().length][];
    private static final byte[][] BODIES = new byte[ErrorCode.values().length][];

    private static final int[] REDIRECTS = { 301, 302, 303, 307, 308 };
    private static final byte[][] REDIRECT_HEADS = new byte[REDIRECTS.length][];
    private static final byte[] REDIRECT_FIELDS = "\r\nContent-Length: 0\r\n".getBytes(ISO_8859_1);
    private static final byte[] CRLF = { '\r', '\n' };

    static {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.status() != 0) {
                String title = code.status() + " " + AnswerText.reason(code.status());
                byte[] body = (title + ": " + code.label() + "\n" + AnswerText.sentence(code) + "\n").getBytes(ISO_8859_1);
                BODIES[code.ordinal()] = body;
                HEADS[code.ordinal()] = ("HTTP/1.1 " + title + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                        + body.length + "\r\n" + (code.status() == 405 ? ALLOW : "") + "Janus-Error: " + code.label() + "\r\n")
                        .getBytes(ISO_8859_1);
            }
        }
    }

    static {
        for (int i = 0; i < REDIRECTS.length; i++) {
            REDIRECT_HEADS[i] = ("HTTP/1.1 " + REDIRECTS[i] + " " + AnswerText.reason(REDIRECTS[i]) + "\r\nLocation: ")
                    .getBytes(ISO_8859_1);
        }
    }

    private OwnAnswer() {
    }

    /**
     * Writes the answer that tells of an error.
     *
     * @param code one that has a status
     * @param connection {@code NONE}, {@code CLOSE}, or {@code KEEP_ALIVE} for a client of HTTP/1.0 that asked for it
     * @param forHead whether it answers HEAD, and so has no body
     * @param date a whole {@code Date: …} line with CRLF
     * @param out written from its end on
     * @throws IllegalArgumentException when the code has no status
     */
    public static void write(ErrorCode code, ConnectionField connection, boolean forHead, byte[] date, Bytes out) {
        byte[] head = HEADS[code.ordinal()];
        if (head == null) {
            throw new IllegalArgumentException(code.label() + " is never answered");
        }
        out.add(head);
        ForwardedResponse.writeConnection(connection, out);
        out.add(date).add(CRLF);
        if (!forHead) {
            out.add(BODIES[code.ordinal()]);
        }
    }

    /**
     * Writes a redirect, without body.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param location bytes that are allowed in a field's value: a route's text, and a target that was scanned
     * @param connection as for {@link #write}
     * @param date a whole {@code Date: …} line with CRLF
     * @param out written from its end on
     * @throws IllegalArgumentException when it is another status
     */
    public static void writeRedirect(int status, Bytes location, ConnectionField connection, byte[] date, Bytes out) {
        out.add(redirectHead(status)).add(location.array(), 0, location.length()).add(REDIRECT_FIELDS);
        ForwardedResponse.writeConnection(connection, out);
        out.add(date).add(CRLF);
    }

    private static byte[] redirectHead(int status) {
        for (int i = 0; i < REDIRECTS.length; i++) {
            if (REDIRECTS[i] == status) {
                return REDIRECT_HEADS[i];
            }
        }
        throw new IllegalArgumentException(status + " is no redirect");
    }
}
