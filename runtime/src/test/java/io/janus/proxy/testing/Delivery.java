package io.janus.proxy.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;

/** How bytes are handed to a socket that does not wait for more. What arrives means the same, whatever the delivery. */
@FunctionalInterface
public interface Delivery {

    /** So much of a long message goes byte by byte at either end; what lies between is all alike. */
    int ONE_BY_ONE = 1500;

    /** The pieces between. */
    int PIECE = 97;

    void write(OutputStream out, byte[] bytes) throws IOException;

    /** In one write. */
    static Delivery whole() {
        return OutputStream::write;
    }

    /** Each byte in a write of its own. */
    static Delivery byteByByte() {
        return (out, bytes) -> {
            int at = 0;
            while (at < bytes.length) {
                boolean middle = at >= ONE_BY_ONE && at + PIECE < bytes.length - ONE_BY_ONE;
                int length = middle ? PIECE : 1;
                out.write(bytes, at, length);
                at += length;
            }
        };
    }

    /** In two writes. */
    static Delivery splitAt(int offset) {
        return (out, bytes) -> {
            int first = Math.min(offset, bytes.length);
            out.write(bytes, 0, first);
            // Lets whoever reads come first; where it does not, the two pieces arrive as one, which is as good a case.
            Thread.yield();
            if (first < bytes.length) {
                out.write(bytes, first, bytes.length - first);
            }
        };
    }

    /** In writes of random length, at most so many bytes each. */
    static Delivery random(Random random, int most) {
        return (out, bytes) -> {
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(most));
                out.write(bytes, at, length);
                at += length;
            }
        };
    }
}
