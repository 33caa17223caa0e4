package io.janus.proxy.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A body as it was received.
 *
 * @param raw with its framing
 * @param data without its framing
 * @param trailers the fields after the last chunk
 * @param end whether it is whole
 */
public record HttpBody(byte[] raw, byte[] data, List<HttpHead.Field> trailers, End end) {

    /** How a body ended. */
    public enum End {
        /** As its framing says; one that lasts until the close, with a FIN. */
        COMPLETE,
        /** With a FIN before its framing said so. */
        CUT_BY_FINISH,
        /** With a RST. */
        CUT_BY_RESET,
        /** It is framed in a way that nobody can read. */
        MALFORMED
    }

    static final HttpBody NONE = new HttpBody(new byte[0], new byte[0], List.of(), End.COMPLETE);

    public boolean isComplete() {
        return end == End.COMPLETE;
    }

    /** The data, every byte as one character. */
    public String text() {
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    /** As {@link #raw}, every byte as one character. */
    public String rawText() {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }
}
