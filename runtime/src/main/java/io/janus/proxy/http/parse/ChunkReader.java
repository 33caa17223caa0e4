package io.janus.proxy.http.parse;

import org.jspecify.annotations.Nullable;

/**
 * Follows the chunks of one body (RFC 9112 section 7.1) without touching their data: it reads what stands between, and tells
 * how much data comes next, which the caller may skip. It stops before a trailer section, which is {@link TrailerSection}'s.
 * Some fields for each body in transfer; used again. Allocates nothing.
 */
public final class ChunkReader {

    /** A chunk-size line with its extensions, without CRLF: the design's limit, since no extension is in use. */
    public static final int MAX_LINE = 256;

    /** What comes next. */
    public enum Next {
        /** A chunk-size line, or the rest of one, or the CRLF after data. */
        LINE,
        /** Data: {@link #dataRemaining()} bytes of it. */
        DATA,
        /** A trailer section, from the next byte on. */
        TRAILERS,
        /** Nothing: the body is complete, without trailers. */
        END,
        /** It is malformed. */
        REFUSED
    }

    private final ChunkLine line = new ChunkLine();

    private Next next = Next.LINE;
    private Part part = Part.SIZE_LINE;
    private long dataRemaining;
    private @Nullable String refusal;

    /** What of the {@link Next#LINE} is to be read. */
    private enum Part {
        SIZE_LINE,
        SIZE_LINE_LF,
        DATA_CR,
        DATA_LF,
        /** Behind the last chunk: either the CR of the final empty line, or the first byte of a trailer field. */
        FINAL_CR,
        FINAL_LF
    }

    /** Begins another body. */
    public void reset() {
        next = Next.LINE;
        dataRemaining = 0;
        refusal = null;
        beginLine();
    }

    public Next next() {
        return next;
    }

    /** How many bytes of data come before the next line; 0 unless data comes next. */
    public long dataRemaining() {
        return dataRemaining;
    }

    /** Takes note that so many bytes of data went by, at most {@link #dataRemaining()}. */
    public void skipData(long bytes) {
        if (bytes < 0 || bytes > dataRemaining) {
            throw new IllegalArgumentException(bytes + " bytes of data cannot have gone by, " + dataRemaining + " remained");
        }
        dataRemaining -= bytes;
        if (dataRemaining == 0 && next == Next.DATA) {
            next = Next.LINE;
            part = Part.DATA_CR;
        }
    }

    /**
     * Reads while a line comes next: up to the data, the trailers, the end of the body, something malformed, or {@code to}.
     * "0 CRLF" is read before it is known whether trailers follow; the byte after decides.
     *
     * @return one after the last byte read; a byte that is refused is not read
     */
    public int read(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to && next == Next.LINE && step(bytes[p])) {
            p++;
        }
        return p;
    }

    /** Why it was refused, for people; a constant. Only after a refusal. */
    public String refusal() {
        if (refusal == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return refusal;
    }

    /** Whether the byte was read. */
    private boolean step(byte octet) {
        switch (part) {
            case SIZE_LINE:
                return sizeLine(octet);
            case SIZE_LINE_LF:
                return octet == Octets.LF ? endOfSizeLine() : refuse("a chunk-size line has a CR without LF");
            case DATA_CR:
                return octet == Octets.CR ? goOn(Part.DATA_LF) : refuse("chunk data is longer than its size");
            case DATA_LF:
                if (octet != Octets.LF) {
                    return refuse("chunk data ends with a CR without LF");
                }
                beginLine();
                return true;
            case FINAL_CR:
                if (octet == Octets.CR) {
                    return goOn(Part.FINAL_LF);
                }
                next = Next.TRAILERS;
                return false;
            case FINAL_LF:
                return octet == Octets.LF ? endOfBody() : refuse("a chunked body ends with a CR without LF");
            default:
                throw new IllegalStateException(part.name());
        }
    }

    private boolean sizeLine(byte octet) {
        if (octet == Octets.CR && line.mayEnd()) {
            return goOn(Part.SIZE_LINE_LF);
        }
        String wrong = line.read(octet);
        return wrong == null || refuse(wrong);
    }

    private boolean endOfSizeLine() {
        dataRemaining = line.size();
        if (dataRemaining == 0) {
            return goOn(Part.FINAL_CR);
        }
        next = Next.DATA;
        return true;
    }

    private boolean endOfBody() {
        next = Next.END;
        return true;
    }

    private void beginLine() {
        line.reset();
        part = Part.SIZE_LINE;
    }

    private boolean goOn(Part following) {
        part = following;
        return true;
    }

    private boolean refuse(String reason) {
        next = Next.REFUSED;
        refusal = reason;
        return false;
    }
}
