package io.janus.proxy.balancers;

import java.util.Arrays;

import io.janus.balancer.BackendSnapshot;

/**
 * A table from hashes to endpoints in which every endpoint has just its share of the slots, and in which most slots keep their
 * endpoint when others come and go. Immutable; made from ids and weights alone, so every process with the same endpoints has
 * the same table.
 *
 * <p>
 * It is Maglev's (D. E. Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016, section
 * 3.4): every endpoint has its own order of preference over the slots, and endpoints take turns in claiming the slot they like
 * most among those left. Turns are taken in the order of a {@link SmoothSequence}, so that weights decide how many there are.
 */
final class MaglevTable {

    /**
     * A prime, so that every step goes round through all slots. The paper's small size: at 1,000 endpoints each has 65 or 66
     * slots.
     */
    static final int SLOTS = 65_537;

    /** The paper's large size, a prime as well: a hundred slots each for 6,500 endpoints. */
    static final int MANY_SLOTS = 655_373;

    /** Up to so many endpoints the small table is even to 1.5 %, and fits into a core's second-level cache. */
    private static final int ENDPOINTS_OF_SMALL_TABLE = 1000;

    private static final int FREE = -1;

    /** By slot: the index of its endpoint. */
    private final int[] endpoints;

    /** A table for the endpoints of a snapshot. Costs some milliseconds at 1,000 endpoints. */
    MaglevTable(BackendSnapshot snapshot) {
        int size = snapshot.endpoints().size();
        endpoints = new int[size <= ENDPOINTS_OF_SMALL_TABLE ? SLOTS : MANY_SLOTS];
        Arrays.fill(endpoints, FREE);
        int slots = endpoints.length;
        int[] preferred = new int[size];
        int[] steps = new int[size];
        for (int i = 0; i < size; i++) {
            long hash = HashMix.of(snapshot.endpoints().get(i).id());
            preferred[i] = HashMix.below(slots, hash);
            steps[i] = 1 + HashMix.below(slots - 1, HashMix.mix(hash + HashMix.STEP));
        }
        // half of the slots: a round of turns then always fits, so that even the lightest endpoint has its turn
        int[] turns = SmoothSequence.of(Weights.of(snapshot), slots / 2);
        for (int claimed = 0; claimed < slots; claimed++) {
            int endpoint = turns[claimed % turns.length];
            int slot = preferred[endpoint];
            while (endpoints[slot] != FREE) {
                slot = next(slot, steps[endpoint]);
            }
            endpoints[slot] = endpoint;
            preferred[endpoint] = next(slot, steps[endpoint]);
        }
    }

    private int next(int slot, int step) {
        int next = slot + step;
        return next < endpoints.length ? next : next - endpoints.length;
    }

    /** The index of a hash's endpoint. Allocates nothing. */
    int endpoint(long mixed) {
        return endpoints[HashMix.below(endpoints.length, mixed)];
    }
}
