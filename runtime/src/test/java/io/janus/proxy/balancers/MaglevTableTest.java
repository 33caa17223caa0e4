package io.janus.proxy.balancers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.janus.balancer.TestSnapshot;

class MaglevTableTest {

    @Test
    void every_hash_has_an_endpoint_at_both_ends() {
        MaglevTable table = new MaglevTable(TestSnapshot.of(3));
        for (long hash : new long[] { 0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE }) {
            assertThat(table.endpoint(hash)).isBetween(0, 2);
        }
    }

    @Test
    void equal_endpoints_have_equally_many_slots() {
        assertThat(slots(TestSnapshot.of(10))).containsOnly(6553, 6554);
    }

    @Test
    void a_thousand_equal_endpoints_differ_by_no_more_than_a_slot() {
        assertThat(slots(TestSnapshot.of(1000))).containsOnly(65, 66);
    }

    @Test
    void more_endpoints_than_the_small_table_is_made_for_have_their_slots_too() {
        assertThat(slots(TestSnapshot.of(2000))).containsOnly(327, 328);
    }

    @Test
    void slots_follow_weights() {
        // 65,537 turns of 5:1:1:3 are 6,553 rounds and seven turns
        int[] slots = slots(TestSnapshot.weighted(500, 100, 100, 300));
        assertThat(slots[0]).isBetween(32_765, 32_772);
        assertThat(slots[1]).isBetween(6_553, 6_554);
        assertThat(slots[2]).isBetween(6_553, 6_554);
        assertThat(slots[3]).isBetween(19_659, 19_662);
    }

    @Test
    void the_lightest_beside_the_heaviest_has_a_slot() {
        int[] weights = IntStream.range(0, 1000).map(i -> i == 999 ? 1 : 100_000).toArray();
        assertThat(slots(TestSnapshot.weighted(weights))[999]).isBetween(1, 2);
    }

    /** How many slots each endpoint has, by one hash for each slot. */
    private static int[] slots(TestSnapshot snapshot) {
        MaglevTable table = new MaglevTable(snapshot);
        int[] slots = new int[snapshot.size()];
        long all = snapshot.size() > 1000 ? MaglevTable.MANY_SLOTS : MaglevTable.SLOTS;
        for (long slot = 0; slot < all; slot++) {
            long firstUpperHalf = ((slot << 32) + all - 1) / all;
            slots[table.endpoint(firstUpperHalf << 32)]++;
        }
        return slots;
    }
}
