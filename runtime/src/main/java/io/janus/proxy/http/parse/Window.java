package io.janus.proxy.http.parse;

import java.util.Objects;

/**
 * The bytes a scan may look at: what there is, and never more than a head may have. Zeros stand after them while it looks, so
 * that every loop stops there without a bounds test. Bytes that a limit cuts off are put back afterwards.
 */
final class Window {

    private int end;
    private boolean isFull;
    private boolean isCut;
    private long first;
    private long second;

    /** Where the window ends. To be closed when the scan is done. */
    int open(byte[] bytes, int from, int to, int maxLength) {
        Objects.checkFromToIndex(from, to, bytes.length - RequestHead.SENTINEL);
        int length = Math.min(to - from, maxLength);
        end = from + length;
        isFull = length == maxLength;
        isCut = end < to;
        if (isCut) {
            first = (long) Octets.LONGS.get(bytes, end);
            second = (long) Octets.LONGS.get(bytes, end + Long.BYTES);
        }
        write(bytes, 0, 0);
        return end;
    }

    void close(byte[] bytes) {
        if (isCut) {
            write(bytes, first, second);
        }
    }

    /** Whether it holds as much as it may: what is not complete in it never will be. */
    boolean isFull() {
        return isFull;
    }

    private void write(byte[] bytes, long firstEight, long secondEight) {
        Octets.LONGS.set(bytes, end, firstEight);
        Octets.LONGS.set(bytes, end + Long.BYTES, secondEight);
    }
}
