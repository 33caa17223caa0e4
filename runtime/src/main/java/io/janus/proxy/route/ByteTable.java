package io.janus.proxy.route;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds byte strings: a hash table with open addressing and linear probing. Immutable.
 *
 * <p>
 * Clients choose what is looked up but not what is in it, so all they could do is look for runs of taken slots; the seed is
 * chosen such that no run a key needs is longer than {@link #MAX_PROBES}. Bytes are hashed eight at a time, multiplied by a
 * constant (FNV-1a with words for bytes), and mixed at the end (MurmurHash3's finalizer).
 */
final class ByteTable {

    /** What a look-up answers when there is no such key. */
    static final int NONE = -1;

    /** With a quarter of the slots taken, nearly any seed does for 10,000 keys. */
    private static final int MAX_PROBES = 16;
    private static final int SLOTS_PER_KEY = 4;

    /** So many seeds are tried before the table grows. */
    private static final int SEEDS = 16;

    /** After so many doublings the keys are such that no size helps, and the longest run there is has to do. */
    private static final int GROWTHS = 4;

    /** 2 to the power of 64 divided by the golden ratio: odd, and its bits have no pattern. */
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    /** What capitals lack in each byte. Other characters become the same, too, which a hash may do. */
    private static final long SMALL = 0x2020202020202020L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Hashes a key as those who look it up do. */
    interface KeyHash {
        long of(long seed, byte[] key);
    }

    private final byte[][] keys;

    /** The hash in the upper half, the key's index plus 1 in the lower; 0 is free. */
    private final long[] slots;
    private final long seed;
    private final int probes;

    private ByteTable(byte[][] keys, long[] slots, long seed, int probes) {
        this.keys = keys;
        this.slots = slots;
        this.seed = seed;
        this.probes = probes;
    }

    /** Makes one of different keys; a look-up answers their indexes. */
    static ByteTable of(List<byte[]> keys, KeyHash hashes) {
        byte[][] array = keys.toArray(new byte[0][]);
        int size = Math.max(2, Integer.highestOneBit(Math.max(1, SLOTS_PER_KEY * array.length - 1)) * 2);
        for (int growth = 0;; growth++, size *= 2) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                boolean anyRun = growth == GROWTHS && seed == SEEDS;
                ByteTable table = fill(array, size, seed * MULTIPLIER, anyRun ? size : MAX_PROBES, hashes);
                if (table != null) {
                    return table;
                }
            }
        }
    }

    private static @Nullable ByteTable fill(byte[][] keys, int size, long seed, int maxProbes, KeyHash hashes) {
        long[] slots = new long[size];
        int longest = 0;
        for (int key = 0; key < keys.length; key++) {
            int hash = finish(hashes.of(seed, keys[key]));
            int slot = hash & size - 1;
            int probes = 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & size - 1;
                if (++probes > maxProbes) {
                    return null;
                }
            }
            slots[slot] = (long) hash << 32 | key + 1;
            longest = Math.max(longest, probes);
        }
        return new ByteTable(keys, slots, seed, longest);
    }

    int size() {
        return keys.length;
    }

    /** How many slots a look-up reads at most. */
    int probes() {
        return probes;
    }

    /** What a hash begins with. */
    long seed() {
        return seed;
    }

    /**
     * The hash of bytes that are known, and more that follow them.
     *
     * @param from where the further begin; what was hashed begins at 0
     */
    static long hash(long before, byte[] bytes, int from, int to) {
        long hash = before;
        if (to < Long.BYTES) {
            for (int i = from; i < to; i++) {
                hash = step(hash, bytes[i]);
            }
            return hash;
        }
        for (int i = from; i < to - Long.BYTES; i += Long.BYTES) {
            hash = step(hash, (long) LONGS.get(bytes, i));
        }
        return step(hash, (long) LONGS.get(bytes, to - Long.BYTES)); // some of it for the second time: no matter
    }

    /** The hash of bytes, the same for capitals and small letters. */
    static long hashLower(long seed, byte[] bytes, int from, int to) {
        long hash = seed;
        if (to - from < Long.BYTES) {
            for (int i = from; i < to; i++) {
                hash = step(hash, bytes[i] | ' ');
            }
            return hash;
        }
        for (int i = from; i < to - Long.BYTES; i += Long.BYTES) {
            hash = step(hash, (long) LONGS.get(bytes, i) | SMALL);
        }
        return step(hash, (long) LONGS.get(bytes, to - Long.BYTES) | SMALL);
    }

    private static long step(long hash, long word) {
        long h = (hash ^ word) * MULTIPLIER;
        return h ^ h >>> 32; // the upper half is the better one, and a product's lower bits never see it
    }

    private static int finish(long hash) {
        long h = hash;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return (int) (h ^ h >>> 33);
    }

    /**
     * The index of a key, or {@link #NONE}.
     *
     * @param hashed its hash, begun with {@link #seed()}
     */
    int find(long hashed, byte[] bytes, int from, int to) {
        int hash = finish(hashed);
        int slot = hash & slots.length - 1;
        for (int i = 0; i < probes; i++) {
            long taken = slots[slot];
            if (taken == 0) {
                return NONE;
            }
            if ((int) (taken >>> 32) == hash) {
                byte[] key = keys[(int) taken - 1];
                if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
                    return (int) taken - 1;
                }
            }
            slot = slot + 1 & slots.length - 1;
        }
        return NONE;
    }

    /** The index of a key in lower case, or {@link #NONE}; the bytes may have capitals. Keys were hashed likewise. */
    int findLower(byte[] bytes, int from, int to) {
        int hash = finish(hashLower(seed, bytes, from, to));
        int slot = hash & slots.length - 1;
        for (int i = 0; i < probes; i++) {
            long taken = slots[slot];
            if (taken == 0) {
                return NONE;
            }
            if ((int) (taken >>> 32) == hash && Authority.equalsLower(bytes, from, to, keys[(int) taken - 1])) {
                return (int) taken - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return NONE;
    }
}
