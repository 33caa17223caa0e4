package io.janus.proxy.http.forward;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes being put together: an array that grows. Used again and again, so that in the end nothing is allocated. Not
 * thread-safe.
 */
public final class Bytes {

    private byte[] array;
    private int length;

    /** @param capacity how many bytes fit before it grows; positive */
    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** The array; valid until something is added. */
    public byte[] array() {
        return array;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    public Bytes clear() {
        length = 0;
        return this;
    }

    public Bytes add(byte[] from, int start, int end) {
        int count = end - start;
        reserve(count);
        System.arraycopy(from, start, array, length, count);
        length += count;
        return this;
    }

    public Bytes add(byte[] from) {
        return add(from, 0, from.length);
    }

    public Bytes add(byte one) {
        reserve(1);
        array[length++] = one;
        return this;
    }

    /** Adds text of ISO-8859-1; what allocates is for paths that are not taken for each request. */
    public Bytes add(String text) {
        return add(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Makes room for so many bytes more. */
    public Bytes reserve(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + more));
        }
        return this;
    }

    /** Takes note that bytes were written into the array past the end; their room must have been reserved. */
    public Bytes advance(int count) {
        length += count;
        return this;
    }

    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.ISO_8859_1);
    }
}
