package io.janus.proxy.http;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.Verdict;
import io.netty.buffer.ByteBuf;

/**
 * A head on its way through a scanner: copied to where it can be scanned, and where it comes in pieces kept until it is whole.
 * Each piece is scanned with all before it, from the beginning, so that the verdict never depends on how bytes were split.
 * Confined to its loop.
 */
final class HeadPieces {

    /** Most heads end before this; only then is more copied. */
    private static final int FIRST_LOOK = 1536;

    private final HttpLoop http;

    /** What came of a head that is not complete yet; null as a rule. */
    private @Nullable Bytes kept;

    /** A scanner of requests or of responses. */
    @FunctionalInterface
    interface Scan {
        Verdict scan(byte[] bytes, int from, int to, HeadLimits limits);
    }

    HeadPieces(HttpLoop http) {
        this.http = http;
    }

    /** Whether a part of a head has come. */
    boolean isBegun() {
        return kept != null;
    }

    /** Whether nothing has come but the empty lines that may stand before a request. */
    boolean areEmptyLines() {
        Bytes before = kept;
        for (int i = 0; before != null && i < before.length(); i++) {
            if (before.array()[i] != '\r' && before.array()[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    /**
     * Scans what came so far. What is incomplete is kept, and the reader index moved behind it.
     *
     * @param scratch where the head is scanned; longer than the largest head, with room for the sentinel
     */
    Verdict scan(ByteBuf bytes, byte[] scratch, HeadLimits limits, Scan scanner) {
        Bytes before = kept;
        int had = before == null ? 0 : before.length();
        if (before != null) {
            System.arraycopy(before.array(), 0, scratch, 0, had);
        }
        int available = Math.max(0, Math.min(bytes.readableBytes(), limits.maxHead() - had));
        int seen = had == 0 ? Math.min(available, FIRST_LOOK) : available;
        bytes.getBytes(bytes.readerIndex(), scratch, had, seen);
        Verdict verdict = scanner.scan(scratch, 0, had + seen, limits);
        if (verdict == Verdict.INCOMPLETE && seen < available) {
            bytes.getBytes(bytes.readerIndex() + seen, scratch, had + seen, available - seen);
            seen = available;
            verdict = scanner.scan(scratch, 0, had + seen, limits);
        }
        if (verdict == Verdict.INCOMPLETE && seen > 0) {
            bytes.skipBytes(seen);
            Bytes longer = before == null ? http.takeBytes() : before;
            kept = longer.clear().add(scratch, 0, had + seen);
        }
        return verdict;
    }

    /**
     * The head is whole: moves the reader index behind it.
     *
     * @param end where it ends in the scratch array
     */
    void complete(ByteBuf bytes, int end) {
        Bytes before = kept;
        bytes.skipBytes(before == null ? end : end - before.length());
        release();
    }

    /** Lets go of what it kept. */
    void release() {
        Bytes before = kept;
        if (before != null) {
            kept = null;
            http.giveBack(before);
        }
    }
}
