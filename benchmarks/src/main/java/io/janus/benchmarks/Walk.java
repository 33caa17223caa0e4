package io.janus.benchmarks;

/** Goes round the indexes of an array, one with each call. One thread. */
final class Walk {

    private final int length;
    private int next;

    /** @param length of the array, positive */
    Walk(int length) {
        this.length = length;
    }

    /** The next index: 0 at first, and again after the last. */
    int next() {
        int index = next;
        next = index + 1 == length ? 0 : index + 1;
        return index;
    }
}
