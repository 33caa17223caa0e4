package io.janus.faults.wire;

import java.nio.charset.StandardCharsets;

/**
 * What is in a body: bytes that follow from a seed. Nobody has to keep them, and no two bodies look alike, not even in part.
 */
public final class Payload {

    /** The bytes that one round of {@link #mix} makes. */
    private static final int ROUND = Long.BYTES;

    private Payload() {
    }

    /** A seed for what has this name. */
    public static long seed(String name) {
        long seed = 0xcbf29ce484222325L; // FNV-1a, 64 bits
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            seed = (seed ^ b) * 0x100000001b3L;
        }
        return seed;
    }

    /** The bytes from an offset on. */
    public static byte[] bytes(long seed, long offset, int length) {
        byte[] bytes = new byte[length];
        long round = -1;
        long word = 0;
        for (int i = 0; i < length; i++) {
            long at = offset + i;
            if (at / ROUND != round) {
                round = at / ROUND;
                word = mix(seed + round * 0x9e3779b97f4a7c15L);
            }
            bytes[i] = (byte) (word >>> at % ROUND * Byte.SIZE);
        }
        return bytes;
    }

    /** Stafford's variant 13 of the MurmurHash3 finalizer, as in SplitMix64. */
    private static long mix(long z) {
        long x = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }
}
