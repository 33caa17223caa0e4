package io.janus.proxy.http.parse;

import org.jspecify.annotations.Nullable;

/**
 * What a request line and a status line have in common: a limit, a version, a line break. Steps answer where the next one
 * begins, or {@link #STOPPED}; whether the line was wrong there or only not whole yet is then in {@link #fault()}.
 */
abstract class StartLine {

    static final int STOPPED = -1;

    /** "HTTP/1.1" as one number, the first byte in the lowest bits. */
    private static final long HTTP_11 = 0x312E_312F_5054_5448L;

    private static final byte[] HTTP_1 = { 'H', 'T', 'T', 'P', '/', '1', '.' };

    private final Fault malformed;
    private final Fault tooLong;

    private int end;
    private int limit;
    private boolean isHttp10;
    private @Nullable Fault fault;

    StartLine(Fault malformed, Fault tooLong) {
        this.malformed = malformed;
        this.tooLong = tooLong;
    }

    final boolean isHttp10() {
        return isHttp10;
    }

    /** Why it stopped; null when more bytes are needed. */
    final @Nullable Fault fault() {
        return fault;
    }

    /** Takes note of where the line begins and how long it may be. */
    final void begin(int start, int windowEnd, int maxLength) {
        end = windowEnd;
        limit = maxLength < windowEnd - start ? start + maxLength : windowEnd;
    }

    /** Whether this byte, which does not end the line, is one too many. */
    final boolean isBeyondLimit(int p) {
        return p >= limit;
    }

    /** Stops at a byte that is not what must be there, or at the end of what there is. */
    final int stop(byte[] bytes, int p) {
        if (p > limit) {
            fault = tooLong;
        } else if (p >= end) {
            fault = null;
        } else {
            fault = p == limit && bytes[p] != Octets.CR ? tooLong : malformed;
        }
        return STOPPED;
    }

    /** Reads a line break. */
    final int lineBreak(byte[] bytes, int p) {
        if (p > limit || bytes[p] != Octets.CR) {
            return stop(bytes, p);
        }
        return lineFeed(bytes, p + 1);
    }

    /** Reads the second half of a line break; it does not count towards the line's length. */
    final int lineFeed(byte[] bytes, int p) {
        if (bytes[p] == Octets.LF) {
            return p + 1;
        }
        fault = p >= end ? null : malformed;
        return STOPPED;
    }

    /** Reads a version: 1.0, or 1.1, or a later minor version, which is 1.1 to us (RFC 9110 section 2.5). */
    final int version(byte[] bytes, int from) {
        if ((long) Octets.LONGS.get(bytes, from) == HTTP_11) {
            isHttp10 = false;
            return from + Long.BYTES;
        }
        int p = from;
        for (byte octet : HTTP_1) {
            if (bytes[p] != octet) {
                return stop(bytes, p);
            }
            p++;
        }
        if (!Octets.isDigit(bytes[p])) {
            return stop(bytes, p);
        }
        isHttp10 = bytes[p] == '0';
        return p + 1;
    }
}
