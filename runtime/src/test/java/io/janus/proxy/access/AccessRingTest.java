package io.janus.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.janus.proxy.access.AccessRecord.Part;
import io.janus.proxy.route.Allocation;

class AccessRingTest {

    private static final InetSocketAddress PEER = new InetSocketAddress(0);

    /** Several times round, so that every slot was used again. */
    private static final int MANY = 5 * AccessRing.CAPACITY + 7;

    private final AccessRing ring = new AccessRing();

    private void offer(long number) {
        AccessRecord record = ring.take();
        record.begin("web", true, PEER, PEER, number);
        ring.offer(record);
    }

    private List<Long> drain() {
        List<Long> numbers = new ArrayList<>();
        ring.drain(record -> numbers.add(record.startNanos()));
        return numbers;
    }

    @Test
    void records_arrive_in_their_order_however_often_the_ring_goes_round() {
        for (long i = 0; i < MANY; i += 3) {
            offer(i);
            offer(i + 1);
            offer(i + 2);

            assertThat(drain()).containsExactly(i, i + 1, i + 2);
        }
        assertThat(ring.dropped()).isZero();
    }

    @Test
    void a_full_ring_drops_and_counts_what_comes_and_keeps_what_it_has() {
        for (long i = 0; i < AccessRing.CAPACITY + 100; i++) {
            offer(i);
        }

        assertThat(ring.dropped()).isEqualTo(100);
        assertThat(drain()).hasSize(AccessRing.CAPACITY).startsWith(0L, 1L, 2L).endsWith(AccessRing.CAPACITY - 1L);
    }

    @Test
    void a_ring_that_was_full_takes_records_again_once_it_is_drained() {
        for (long i = 0; i < AccessRing.CAPACITY + 100; i++) {
            offer(i);
        }
        drain();
        offer(7);

        assertThat(drain()).containsExactly(7L);
        assertThat(ring.dropped()).isEqualTo(100);
    }

    @Test
    void a_ring_that_nobody_needed_has_nothing() {
        assertThat(drain()).isEmpty();
        assertThat(ring.dropped()).isZero();
    }

    @Test
    void each_record_is_either_handed_out_whole_or_counted_as_dropped_while_both_sides_run() throws InterruptedException {
        AtomicLong seen = new AtomicLong();
        AtomicLong torn = new AtomicLong();
        AtomicLong last = new AtomicLong(-1);
        Thread loop = new Thread(() -> {
            byte[] bytes = new byte[8];
            for (int i = 0; i < 300_000; i++) {
                AccessRecord record = ring.take();
                record.begin("web", true, PEER, PEER, i);
                for (int at = 0; at < bytes.length; at++) {
                    bytes[at] = (byte) i;
                }
                record.copy(Part.TARGET, bytes, 0, bytes.length);
                record.end(i % 600, "complete", i);
                ring.offer(record);
            }
        }, "loop");
        loop.start();
        boolean running = true;
        while (running) {
            running = loop.isAlive();
            ring.drain(record -> {
                seen.incrementAndGet();
                boolean whole = record.startNanos() > last.getAndSet(record.startNanos())
                        && record.status() == record.startNanos() % 600;
                for (int at = 0; at < record.length(Part.TARGET); at++) {
                    whole &= record.text()[record.start(Part.TARGET) + at] == (byte) record.startNanos();
                }
                torn.addAndGet(whole ? 0 : 1);
            });
        }
        loop.join();
        ring.drain(record -> seen.incrementAndGet());

        assertThat(torn.get()).as("records that are not as they were filled, or out of order").isZero();
        assertThat(seen.get() + ring.dropped()).isEqualTo(300_000);
    }

    @Test
    void a_record_that_goes_through_a_warm_ring_allocates_nothing() {
        byte[] target = "/orders/4711?sort=asc".getBytes(StandardCharsets.US_ASCII);
        long[] drained = new long[1];
        Consumer<AccessRecord> count = record -> drained[0]++;

        Allocation.assertNone(i -> {
            AccessRecord record = ring.take();
            record.begin("web", true, PEER, PEER, i);
            record.copy(Part.TARGET, target, 0, target.length);
            record.end(200, "complete", i);
            ring.offer(record);
            ring.drain(count);
        });
        assertThat(drained[0]).isPositive();
    }

    @Test
    void a_full_ring_allocates_nothing_for_what_it_drops() {
        for (long i = 0; i < AccessRing.CAPACITY + 1; i++) {
            offer(i);
        }

        Allocation.assertNone(this::offer);
    }
}
