package io.janus.quarkus.reload;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

import org.jspecify.annotations.Nullable;

import com.sun.management.ThreadMXBean;

/**
 * Sees to it that the young generation is collected before a configuration is read, and not in the middle of it. A collection
 * stops every request for as long as it takes to copy what is alive, and while thousands of routes are being read they all are.
 * It cannot be asked for; but with the serial collector, which is Janus's, it comes when an array has no room.
 * Confined to the thread for files. See ADR 0023.
 */
final class RoomToRead {

    /** Of the serial collector only. Others collect in other ways, and are left to them. */
    private static final String EDEN = "Eden Space";

    /** What an array has to be larger than what is free, so that others who allocate now do not make a difference. */
    private static final long BEYOND = 64 << 10;

    private final @Nullable MemoryPoolMXBean eden;
    private final @Nullable ThreadMXBean threads;

    /** What the last reading allocated; before the first nothing is known, and nothing is done. */
    private long lastTook;
    private long allocatedBefore;

    RoomToRead() {
        this(ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().equals(EDEN)).findFirst()
                .orElse(null), ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? bean : null);
    }

    RoomToRead(@Nullable MemoryPoolMXBean eden, @Nullable ThreadMXBean threads) {
        this.eden = eden;
        this.threads = threads;
    }

    /** Before a reading: collects when there would not be room for what the last one took, and a quarter more. */
    void make() {
        allocatedBefore = allocated();
        if (eden != null) {
            MemoryUsage usage = eden.getUsage();
            long array = arrayThatCollects(usage.getCommitted(), usage.getCommitted() - usage.getUsed(), lastTook);
            if (array > 0) {
                allocate((int) array);
            }
        }
    }

    /** After one that was whole: one that was refused may have ended early, and says nothing of the next. */
    void taken() {
        lastTook = allocated() - allocatedBefore;
    }

    /**
     * How long an array must be to bring a collection about before it finds room itself; 0 when none is wanted, or none would
     * help, because there would be no room afterwards either.
     */
    static long arrayThatCollects(long eden, long free, long lastTook) {
        long needed = lastTook + lastTook / 4;
        long array = free + BEYOND;
        return needed == 0 || needed <= free || needed + array > eden || array > Integer.MAX_VALUE ? 0 : array;
    }

    /** Returned, or it would not be made. */
    private static byte[] allocate(int bytes) {
        return new byte[bytes];
    }

    private long allocated() {
        return threads == null || !threads.isThreadAllocatedMemorySupported() ? 0
                : threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
