package io.janus.proxy.http.parse;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Scans a trailer section: field lines up to and including the empty line. One for each loop. Allocates nothing. */
public final class TrailerSection {

    /**
     * What RFC 9110 section 6.5.1 keeps out of trailers besides what {@link FieldName} knows: authentication, request
     * modifiers, response controls, and how content is to be processed.
     */
    private static final byte[][] NOT_IN_TRAILERS = Stream.of(
            "age", "authorization", "cache-control", "content-encoding", "content-range", "content-type", "cookie", "expires",
            "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "location", "max-forwards",
            "pragma", "proxy-authenticate", "proxy-authorization", "range", "retry-after", "set-cookie", "vary", "warning",
            "www-authenticate").map(Octets::word).toArray(byte[][]::new);

    private final Window window = new Window();
    private final FieldLines fieldLines = new FieldLines();
    private final Fields fields = new Fields();

    private byte[] scanned = new byte[0];
    private int end;
    private @Nullable Fault fault;

    /** Scans as {@link RequestHead#scan} does; the start-line limit means nothing here. */
    public Verdict scan(byte[] bytes, int from, int to, HeadLimits limits) {
        scanned = bytes;
        fault = null;
        int windowEnd = window.open(bytes, from, to, limits.maxHead());
        end = fieldLines.scan(bytes, from, windowEnd, limits.maxFields(), fields);
        window.close(bytes);
        if (end != FieldLines.STOPPED) {
            return Verdict.COMPLETE;
        }
        fault = fieldLines.fault() == null && window.isFull() ? Fault.TRAILERS_TOO_LARGE : fieldLines.fault();
        return fault == null ? Verdict.INCOMPLETE : Verdict.REFUSED;
    }

    /** Why it was refused, for people; a constant. Only after a refusal. */
    public String refusal() {
        if (fault == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return fault.reason();
    }

    /** One after the last byte. */
    public int end() {
        return end;
    }

    public Fields fields() {
        return fields;
    }

    /**
     * Whether a line may be forwarded (RFC 9110 section 6.5.1): not those that frame, route, or are for the next hop only.
     */
    public boolean isForwardable(int line) {
        switch (fields.name(line)) {
            case OTHER:
            case VIA:
                break;
            default:
                return false;
        }
        if (fields.isHopByHop(line)) {
            return false;
        }
        int start = fields.lineStart(line);
        int nameEnd = fields.nameEnd(line);
        for (byte[] name : NOT_IN_TRAILERS) {
            if (Octets.isWord(scanned, start, nameEnd, name)) {
                return false;
            }
        }
        return true;
    }
}
