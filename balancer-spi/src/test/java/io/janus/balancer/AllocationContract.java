package io.janus.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

/** Picks and outcomes leave nothing for the garbage collector. Counted by the JDK for the calling thread, byte by byte. */
public interface AllocationContract extends PolicyUnderTest {

    /** So many calls are compiled by then, or at least have done all they do only once. */
    int WARM_UP_CALLS = 20_000;

    /** A policy that allocates only now and then, say in one call of a thousand, still does in every round of so many. */
    int CALLS_PER_ROUND = 20_000;

    /** One round without a byte is the proof. More are tried because the JVM may do something of its own in any of them. */
    int ROUNDS = 5;

    @Test
    default void a_pick_allocates_nothing() {
        TestPickRequest request = TestPickRequest.seeded(1);
        assertAllocatesNothing(3, request);
        assertAllocatesNothing(1000, request);
    }

    @Test
    default void a_pick_allocates_nothing_when_few_endpoints_are_accepted() {
        TestPickRequest request = TestPickRequest.seeded(2);
        assertAllocatesNothing(3, request.refuse(0).refuse(2));
        assertAllocatesNothing(100, request.acceptOnly(42, 100));
        assertAllocatesNothing(100, request.refuseAll(100));
    }

    @Test
    default void an_outcome_allocates_nothing() {
        Picker picker = picker(TestSnapshot.of(10));
        Outcome[] outcomes = Outcome.values();
        assertAllocatesNothing(i -> picker.observe(i % 10, outcomes[i % outcomes.length], i));
    }

    private void assertAllocatesNothing(int endpoints, TestPickRequest request) {
        int[] weights = IntStream.range(0, endpoints).map(i -> (1 + i % 5) * BackendSnapshot.WEIGHT_UNIT).toArray();
        Picker picker = picker(TestSnapshot.weighted(weights));
        InetSocketAddress[] clients = IntStream.range(0, 1000).mapToObj(TestPickRequest::clientAddress)
                .toArray(InetSocketAddress[]::new);
        assertAllocatesNothing(i -> picker.pick(request.client(clients[i % clients.length]).hashKey(i)));
    }

    private static void assertAllocatesNothing(IntConsumer call) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(thread.isThreadAllocatedMemorySupported()).as("this JVM counts allocated bytes").isTrue();
        thread.setThreadAllocatedMemoryEnabled(true);
        for (int i = 0; i < WARM_UP_CALLS; i++) {
            call.accept(i);
        }
        long fewestBytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && fewestBytes > 0; round++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS_PER_ROUND; i++) {
                call.accept(i);
            }
            fewestBytes = Math.min(fewestBytes, thread.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(fewestBytes).as("bytes allocated by %s calls", CALLS_PER_ROUND).isZero();
    }
}
