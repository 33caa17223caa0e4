package io.janus.proxy.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.janus.proxy.stats.LatencyHistogram;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;

/** What a loop does when slow peers keep much, and when memory runs out. */
class MemoryTest {

    private static final long LIMIT = 1000;

    private final IoLoops loops = new IoLoops(1, Transport.NIO);

    @AfterEach
    void loops_end() {
        loops.close();
    }

    @Test
    @Tag("invariant-11")
    void a_buffer_that_someone_keeps_is_never_handed_out_again_not_even_after_memory_ran_out() {
        ReadBuffer buffer = new ReadBuffer(loops.get(0));
        var handle = buffer.newHandle();
        FailingOnce allocator = new FailingOnce();
        ByteBuf kept = handle.allocate(allocator);

        allocator.fails.set(true);
        assertThatThrownBy(() -> handle.allocate(allocator)).isInstanceOf(OutOfMemoryError.class);
        ByteBuf next = handle.allocate(allocator);

        assertThat(next).isNotSameAs(kept);
        assertThat(kept.refCnt()).isEqualTo(1);
        kept.release();
        next.release();
        buffer.release();
    }

    @Test
    @Tag("invariant-6")
    void above_its_share_a_loop_ends_what_keeps_the_most_and_leaves_the_others() {
        IoLoop loop = new IoLoop(0, (EventLoop) loops.get(0).events(), Transport.NIO, new LatencyHistogram(1), LIMIT);
        Keeper heavy = new Keeper(loop, 700);
        Keeper light = new Keeper(loop, 400);
        loop.events().execute(() -> {
            loop.watch(light);
            loop.watch(heavy);
        });

        await().untilTrue(heavy.shed);
        assertThat(light.shed).isFalse();
    }

    @Test
    @Tag("invariant-6")
    void reads_are_small_while_memory_is_scarce() {
        IoLoop loop = new IoLoop(0, (EventLoop) loops.get(0).events(), Transport.NIO, new LatencyHistogram(1), LIMIT);
        int[] rooms = new int[2];
        loop.events().submit(() -> {
            ReadBuffer buffer = new ReadBuffer(loop);
            var handle = buffer.newHandle();
            rooms[0] = roomIn(handle.allocate(UnpooledByteBufAllocator.DEFAULT));
            loop.keeps((int) LIMIT);
            rooms[1] = roomIn(handle.allocate(UnpooledByteBufAllocator.DEFAULT));
            buffer.release();
        }).syncUninterruptibly();

        assertThat(rooms).containsExactly(ReadBuffer.CAPACITY, ReadBuffer.SCARCE_CAPACITY);
    }

    private static int roomIn(ByteBuf buffer) {
        try {
            return buffer.writableBytes();
        } finally {
            buffer.release();
        }
    }

    private static final class Keeper extends Timed {

        private final IoLoop loop;
        private final long bytes;
        private final AtomicBoolean shed = new AtomicBoolean();

        Keeper(IoLoop loop, long bytes) {
            this.loop = loop;
            this.bytes = bytes;
        }

        @Override
        protected void tick(long nowNanos) {
            // nothing is due
        }

        @Override
        protected long keptBytes() {
            return bytes;
        }

        @Override
        protected void shed() {
            loop.unwatch(this);
            shed.set(true);
        }

        @Override
        protected void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    private static final class FailingOnce extends AbstractByteBufAllocator {

        private final AtomicBoolean fails = new AtomicBoolean();

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("the test's");
            }
            return UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }
}
