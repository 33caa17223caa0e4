package io.janus.proxy.http.conformance;

import java.util.ArrayList;
import java.util.List;

import io.janus.proxy.testing.Delivery;

/**
 * One way of delivering a case.
 *
 * @param name which of the deliveries that a case may be limited to
 * @param prelude what comes before it on the client's connection
 * @param split after how many bytes of the request the first write ends; 0 makes one write of it
 * @param byteByByte whether each byte of the request is a write
 * @param answer how the endpoint delivers its answer
 * @param detail of the answer's delivery, for people
 */
record Shot(String name, Prelude prelude, int split, boolean byteByByte, Delivery answer, String detail) {

    /** What comes before a case on the client's connection. */
    enum Prelude {
        NONE,
        /** A request that was answered. */
        ANSWERED,
        /** A request in the same write. */
        PIPELINED
    }

    /** Every offset up to here, and as many at the end: where a head's structure is. */
    private static final int DENSE = 160;

    /** How many offsets between: that is the inside of something long and uniform. */
    private static final int SPARSE = 24;

    static Shot whole() {
        return new Shot("whole", Prelude.NONE, 0, false, Delivery.whole(), "");
    }

    static Shot bytes() {
        return new Shot("bytes", Prelude.NONE, 0, true, Delivery.whole(), "");
    }

    static Shot second() {
        return new Shot("second", Prelude.ANSWERED, 0, false, Delivery.whole(), "");
    }

    static Shot pipelined() {
        return new Shot("pipelined", Prelude.PIPELINED, 0, false, Delivery.whole(), "");
    }

    static Shot answerBytes() {
        return new Shot("answer-bytes", Prelude.NONE, 0, false, Delivery.byteByByte(), "");
    }

    /** One for each offset of a request. */
    static List<Shot> splits(int length) {
        return offsets(length).stream().map(at -> new Shot("splits", Prelude.NONE, at, false, Delivery.whole(), "")).toList();
    }

    /** One for each offset of an answer. */
    static List<Shot> answerSplits(int length) {
        return offsets(length).stream()
                .map(at -> new Shot("answer-splits", Prelude.NONE, 0, false, Delivery.splitAt(at), " at " + at)).toList();
    }

    private static List<Integer> offsets(int length) {
        List<Integer> offsets = new ArrayList<>();
        int stride = Math.max(1, (length - 2 * DENSE) / SPARSE);
        for (int at = 1; at < length; at += at < DENSE || at >= length - DENSE ? 1 : Math.min(stride, length - DENSE - at)) {
            offsets.add(at);
        }
        return offsets;
    }

    @Override
    public String toString() {
        return name + (split > 0 ? " at " + split : "") + detail;
    }
}
