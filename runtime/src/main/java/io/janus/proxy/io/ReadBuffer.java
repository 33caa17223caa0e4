package io.janus.proxy.io;

import org.jspecify.annotations.Nullable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * The one large buffer that all connections of a loop read into: always warm in the cache, and idle connections own none.
 *
 * <p>
 * Whoever is handed the buffer and wants to keep its bytes simply does not release it: the next read then gets a new one. Who
 * keeps only a few bytes must copy them out, or one slow peer pins the whole buffer ({@link #keep}). While slow peers keep
 * much, a small buffer takes the large one's place. Confined to its loop.
 */
final class ReadBuffer implements RecvByteBufAllocator {

    /** Measured: at 256 KiB bulk traffic costs what the kernel's splice does, at 64 KiB a quarter more. */
    static final int CAPACITY = 256 * 1024;

    /** What is read at once while memory is scarce: much for a message, and little to keep for a slow peer. */
    static final int SCARCE_CAPACITY = 16 * 1024;

    /**
     * Room left free before what is read, so that a proxy can put a longer head in front of a body that stays where it is:
     * a kilobyte holds what routes usually add.
     */
    static final int HEADROOM = 1024;

    /** A connection that always has more to read gives way after so many reads, as Netty's default has it. */
    private static final int READS_PER_TURN = 16;

    private final IoLoop loop;
    private final Shared plenty = new Shared(CAPACITY);
    private final Shared scarce = new Shared(SCARCE_CAPACITY);

    ReadBuffer(IoLoop loop) {
        this.loop = loop;
    }

    /** One buffer, handed out again and again until someone keeps it. */
    private static final class Shared {

        private final int capacity;
        private @Nullable ByteBuf buffer;

        Shared(int capacity) {
            this.capacity = capacity;
        }

        ByteBuf take(ByteBufAllocator allocator) {
            ByteBuf free = buffer;
            if (free != null && free.refCnt() == 1) {
                return free.setIndex(HEADROOM, HEADROOM).retain();
            }
            release(); // someone keeps it: it is theirs now, also if allocating another fails
            ByteBuf fresh = allocator.directBuffer(HEADROOM + capacity, HEADROOM + capacity);
            buffer = fresh;
            return fresh.setIndex(HEADROOM, HEADROOM).retain();
        }

        void release() {
            ByteBuf last = buffer;
            buffer = null;
            if (last != null) {
                last.release();
            }
        }
    }

    /**
     * Answers a buffer with the same readable bytes that may be kept for long: the same one when it is mostly full, otherwise a
     * copy of the right size. Takes over the reference to the given one.
     */
    static ByteBuf keep(ByteBuf bytes, ByteBufAllocator allocator) {
        int length = bytes.readableBytes();
        ByteBuf whole = bytes;
        for (ByteBuf under = bytes.unwrap(); under != null; under = under.unwrap()) {
            whole = under; // a slice keeps all it was cut from
        }
        if (length >= whole.capacity() / 2) {
            return bytes;
        }
        try {
            return allocator.directBuffer(length, length).writeBytes(bytes);
        } finally {
            bytes.release();
        }
    }

    void release() {
        plenty.release();
        scarce.release();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's only method still answers the deprecated type
    public Handle newHandle() {
        return new ReadHandle();
    }

    /** Reads until a read comes up short: an extra read just to be told that there is nothing would cost a system call. */
    private final class ReadHandle implements ExtendedHandle {

        private @Nullable ChannelConfig config;
        private int reads;
        private int attempted;
        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            if (config != null && !config.isAutoRead() && PeerFinished.canBeSetAside()) {
                throw ReadWhilePaused.INSTANCE;
            }
            return (loop.isMemoryScarce() ? scarce : plenty).take(allocator);
        }

        @Override
        public int guess() {
            return CAPACITY;
        }

        @Override
        public void reset(ChannelConfig config) {
            this.config = config;
            reads = 0;
        }

        @Override
        public void incMessagesRead(int count) {
            reads += count;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public boolean continueReading() {
            return goesOn() && last == attempted;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return goesOn() && maybeMoreData.get();
        }

        private boolean goesOn() {
            return config != null && config.isAutoRead() && reads < READS_PER_TURN && last > 0;
        }

        @Override
        public void readComplete() {
            // nothing is learned from a read: the size never changes
        }
    }
}
