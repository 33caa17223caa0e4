package io.janus.proxy.http.parse;

import org.jspecify.annotations.Nullable;

/**
 * Content-Length and Transfer-Encoding of one head (RFC 9112 section 6). Stricter than it must be: whatever two
 * implementations might read differently is refused.
 */
final class BodyFraming {

    /** The most digits that are a {@code long} whatever they are; no body has 10^18 bytes. */
    static final int MAX_DIGITS = 18;

    private static final byte[] CHUNKED = Octets.word("chunked");

    private long contentLength;
    private boolean isChunked;

    void reset() {
        contentLength = -1;
        isChunked = false;
    }

    /** -1 when there is none. */
    long contentLength() {
        return contentLength;
    }

    boolean isChunked() {
        return isChunked;
    }

    @Nullable
    Fault readContentLength(byte[] bytes, int start, int end) {
        if (contentLength >= 0) {
            return Fault.CONTENT_LENGTH_REPEATED;
        }
        if (isChunked) {
            return Fault.LENGTH_AND_ENCODING;
        }
        if (start == end) {
            return Fault.CONTENT_LENGTH_NOT_A_NUMBER;
        }
        long length = 0;
        for (int p = start; p < end; p++) {
            if (!Octets.isDigit(bytes[p])) {
                return Fault.CONTENT_LENGTH_NOT_A_NUMBER;
            }
            if (p - start == MAX_DIGITS) {
                return Fault.CONTENT_LENGTH_TOO_LONG;
            }
            length = length * 10 + bytes[p] - '0';
        }
        contentLength = length;
        return null;
    }

    @Nullable
    Fault readTransferEncoding(byte[] bytes, int start, int end, boolean isHttp10) {
        if (isHttp10) {
            return Fault.TRANSFER_ENCODING_ON_HTTP10;
        }
        if (isChunked) {
            return Fault.TRANSFER_ENCODING_REPEATED;
        }
        if (contentLength >= 0) {
            return Fault.LENGTH_AND_ENCODING;
        }
        if (!Octets.isWord(bytes, start, end, CHUNKED)) {
            return Fault.TRANSFER_ENCODING_NOT_CHUNKED;
        }
        isChunked = true;
        return null;
    }
}
