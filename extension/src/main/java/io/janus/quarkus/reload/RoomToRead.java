package io.janus.quarkus.reload;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

import org.jspecify.annotations.Nullable;

import com.sun.management.ThreadMXBean;

import io.janus.quarkus.threads.ControlThread;

/**
 * Sees to it that the young generation is collected before a configuration is read, and not in the middle of it. A collection
 * stops every request for as long as it takes to copy what is alive, and while thousands of routes are being read they all are.
 * It cannot be asked for; but with the serial collector, which is Janus's, it comes when the eden is full. So that is filled
 * with what nobody wants, in pieces with rests between them, since memory is cleared before it is handed out.
 * Confined to the thread for files. See ADR 0023.
 */
final class RoomToRead {

    /** Of the serial collector only. Others collect in other ways, and are left to them. */
    private static final String EDEN = "Eden Space";

    /** Cleared within microseconds, and little beside any eden. */
    private static final int PIECE = 64 << 10;

    private final @Nullable MemoryPoolMXBean eden;
    private final @Nullable ThreadMXBean threads;

    /** What the last reading allocated; before the first nothing is known, and nothing is done. */
    private long lastTook;
    private long allocatedBefore;

    /** What eden was filled with last: kept for a moment, or a compiler would see that it is not needed. */
    private byte @Nullable [] piece;

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
        if (eden != null) {
            MemoryUsage usage = eden.getUsage();
            if (isWanted(usage.getCommitted(), usage.getCommitted() - usage.getUsed(), lastTook)) {
                fill(eden, usage);
            }
        }
        allocatedBefore = allocated();
    }

    /**
     * Until a collection has come: then less is used than before. With as much as is free it might not have, since this thread
     * may have memory of its own that counts as used; with as much as there is it has, or none comes.
     */
    private void fill(MemoryPoolMXBean eden, MemoryUsage usage) {
        long used = usage.getUsed();
        for (long filled = 0; filled <= usage.getCommitted(); filled += PIECE) {
            piece = new byte[PIECE];
            ControlThread.giveWay();
            long now = eden.getUsage().getUsed();
            if (now < used) {
                break;
            }
            used = now;
        }
        piece = null;
    }

    /** After one that was whole: one that was refused may have ended early, and says nothing of the next. */
    void taken() {
        lastTook = allocated() - allocatedBefore;
    }

    /** Whether a reading would meet a collection, and would not if there was one now. */
    static boolean isWanted(long eden, long free, long lastTook) {
        long needed = lastTook + lastTook / 4;
        return needed > free && needed <= eden;
    }

    private long allocated() {
        return threads == null || !threads.isThreadAllocatedMemorySupported() ? 0
                : threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
