package io.janus.proxy.balancers;

/** Hashes whose every bit depends on every bit of what went in. The same in every process and every release. */
final class HashMix {

    /** 2^64 divided by the golden ratio: consecutive multiples of it lie as far apart as can be. */
    static final long STEP = 0x9E37_79B9_7F4A_7C15L;

    private static final long FNV_BASIS = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01B3L;

    private HashMix() {
    }

    /** Mixes 64 bits: variant 13 of D. Stafford, "Better Bit Mixing" (2011), as in java.util.SplittableRandom. */
    static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    /** The hash of a text: FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) over its chars, mixed. */
    static long of(String text) {
        long hash = FNV_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** Maps a mixed hash to 0 to {@code bound - 1}, all equally likely, by its upper half and without a division. */
    static int below(int bound, long mixed) {
        return (int) ((mixed >>> 32) * bound >>> 32);
    }
}
