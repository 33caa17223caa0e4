package io.janus.quarkus.threads;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread of the control plane. Its long work is done in slices with rests between them: a scheduler lets who runs go on for
 * some milliseconds, whatever priority the others have, and sends a loop that wakes up to where a processor is idle.
 */
public final class ControlThread extends Thread {

    /** As long as a request may wait at the most; rests then take a tenth of the time. */
    private static final long SLICE_NANOS = 500_000;

    /** Enough to leave the processor. How long it becomes is the system's timer slack, on Linux 50 µs. */
    private static final long REST_NANOS = 1_000;

    /** Confined to this thread: when the slice began. */
    private long sliceBegan = System.nanoTime();

    ControlThread(Runnable task, String name) {
        super(task, name);
    }

    /**
     * To be called between two small steps of what may take long. Rests when the slice is over, for some 50 µs. On any other
     * thread, as at the start and in commands, where nothing waits, it does nothing.
     */
    public static void giveWay() {
        if (Thread.currentThread() instanceof ControlThread thread) {
            thread.restWhenDue();
        }
    }

    private void restWhenDue() {
        if (System.nanoTime() - sliceBegan >= SLICE_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
            sliceBegan = System.nanoTime();
        }
    }
}
