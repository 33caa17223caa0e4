package io.janus.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

import com.sun.management.ThreadMXBean;

/** Counts what the calling thread allocates. */
public final class Allocation {

    private static final int CALLS = 20_000;

    /** One round without a byte is the proof; the JVM may do something of its own in any of them. */
    private static final int ROUNDS = 6;

    private Allocation() {
    }

    public static void assertNone(IntConsumer call) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(thread.isThreadAllocatedMemorySupported()).as("this JVM counts allocated bytes").isTrue();
        thread.setThreadAllocatedMemoryEnabled(true);
        long fewest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && fewest > 0; round++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.accept(i);
            }
            fewest = Math.min(fewest, thread.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(fewest).as("bytes allocated by %s calls", CALLS).isZero();
    }
}
