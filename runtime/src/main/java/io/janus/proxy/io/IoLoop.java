package io.janus.proxy.io;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.janus.proxy.stats.LatencyHistogram;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;

/**
 * One event loop and everything its connections share: the read buffer, the clock, the random numbers, the tick. A client
 * connection and its endpoint connections live on the same loop, so nothing here is locked or handed over.
 */
public final class IoLoop {

    private static final Logger LOG = Logger.getLogger(IoLoop.class);

    /** Half of the 100 ms within which a timeout must fire. */
    static final int TICK_MILLIS = 50;

    /** How far {@link #nowNanos()} may be behind. */
    public static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    /**
     * Above 64 KiB waiting to be sent the other side is paused, below 32 KiB it is resumed: what the design allows a
     * connection.
     */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    /** Where heads wait for the kernel: larger than nearly all, and one a loop costs nothing. */
    private static final int SEND_CAPACITY = 64 * 1024;

    /** Each costs a walk over all: more would hold up the loop's turn. */
    private static final int SHED_PER_TICK = 32;

    private final int index;
    private final EventLoop events;
    private final Transport transport;
    private final LatencyHistogram lag;
    private final ReadBuffer readBuffer = new ReadBuffer(this);
    private final long keptLimit;
    private final SplittableRandom random;
    private final TimedSet timed = new TimedSet();

    /** Where heads wait for the kernel; made when the first does. Only this loop. */
    private @Nullable ByteBuf sendBuffer;

    /**
     * The loop's clock, set by the tick and by whoever reads the clock: at most {@value #TICK_MILLIS} ms behind while the loop
     * turns. Only this loop.
     */
    private long nowNanos = System.nanoTime();

    /** What is kept for peers that do not take it: exact after each tick, an upper bound until the next. Only this loop. */
    private long keptBytes;

    /** The one that keeps the most; only while {@link #weigh} looks for it. */
    private @Nullable Timed heaviest;

    /** When the last tick ran. Written by this loop, read by whoever watches it. */
    private volatile long tickedNanos = nowNanos;

    IoLoop(int index, EventLoop events, Transport transport, LatencyHistogram lag, long keptLimit) {
        this.index = index;
        this.keptLimit = keptLimit;
        this.events = events;
        this.transport = transport;
        this.lag = lag;
        this.random = new SplittableRandom(System.nanoTime() * 31 + index);
        events.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** 0 to the number of loops - 1. */
    public int index() {
        return index;
    }

    /** Netty's loop. */
    public EventLoop events() {
        return events;
    }

    public Transport transport() {
        return transport;
    }

    /** This loop's random numbers. Only on this loop. */
    public SplittableRandom random() {
        return random;
    }

    /** The time of the last tick or a later one; old where the process was held up. Free to read. Only on this loop. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Reads the clock, for whoever needs it exactly, and sets the loop's by it. Only on this loop. */
    public long readClock() {
        nowNanos = System.nanoTime();
        return nowNanos;
    }

    /**
     * When a tick will find that a time is over: never before it is, and within a tick after. Reads the clock, since the loop's
     * own is old while it serves what came when the process was held up. Only on this loop.
     *
     * @param timeoutNanos the time, from now on
     */
    public long deadlineNanos(long timeoutNanos) {
        return readClock() + timeoutNanos;
    }

    /** Looks at something with every tick from now on. Only on this loop. */
    public void watch(Timed something) {
        timed.add(something);
    }

    /** Looks at it no longer. Only on this loop. */
    public void unwatch(Timed something) {
        timed.remove(something);
    }

    /** Visits everything that is watched; who is visited may take itself out. Only on this loop. */
    public void forEachWatched(Consumer<Timed> visitor) {
        timed.forEach(visitor);
    }

    /**
     * Sets the options that all connections have, whoever is at the other end. Not TCP_NODELAY, which Netty has set already:
     * once more would be a system call for each connection.
     */
    public void configure(SocketChannel channel) {
        channel.config()
                .setAllowHalfClosure(true)
                .setAllocator(PooledByteBufAllocator.DEFAULT)
                .setRecvByteBufAllocator(readBuffer)
                .setWriteBufferWaterMark(WATER_MARK)
                .setConnectTimeoutMillis(0); // the tick looks after it: no timer for each connection
    }

    /** Registers a channel with this loop. Any thread; done before it returns on this loop. */
    public ChannelFuture register(Channel channel) {
        return events.register(channel);
    }

    private void tick() {
        long now = System.nanoTime();
        lag.record(index, now - tickedNanos - TICK_NANOS);
        nowNanos = now;
        tickedNanos = now;
        timed.forEach(something -> tick(something, now));
        weigh();
    }

    /** One that fails is ended: let through, its failure would end the tick for all the others. */
    private void tick(Timed something, long now) {
        try {
            something.tick(now);
        } catch (RuntimeException | Error e) {
            timed.remove(something);
            LOG.errorf(e, "The tick of %s failed, and it was ended. This is a bug in Janus.", something);
            something.failed(e);
        }
    }

    // Memory

    /** Adds to what is kept for peers that do not take it. Counted exactly with every tick. Only on this loop. */
    void keeps(int bytes) {
        keptBytes += bytes;
    }

    /** Whether so much is kept that reads should be small. Only on this loop. */
    boolean isMemoryScarce() {
        return keptBytes > keptLimit / 2;
    }

    /**
     * Counts what is kept. When it is more than this loop's share, those that keep the most are ended: better a few slow peers
     * than whoever happens to read next, and better than a loop that waits for memory.
     */
    private void weigh() {
        keptBytes = 0;
        timed.forEach(something -> keptBytes += something.keptBytes());
        for (int i = 0; i < SHED_PER_TICK && keptBytes > keptLimit; i++) {
            heaviest = null;
            timed.forEach(something -> {
                if (heaviest == null || something.keptBytes() > heaviest.keptBytes()) {
                    heaviest = something;
                }
            });
            if (heaviest == null || heaviest.keptBytes() == 0) {
                break; // what was counted is on its way out
            }
            keptBytes -= heaviest.keptBytes();
            heaviest.shed();
        }
        heaviest = null;
    }

    /** How long ago the last tick ran, in nanoseconds. Any thread. */
    long sinceTickNanos() {
        return System.nanoTime() - tickedNanos;
    }

    /** Bytes in memory that the kernel can read, valid until the next call; null when they are too many. Only on this loop. */
    @Nullable
    ByteBuf forSending(byte[] bytes, int from, int to) {
        if (to - from > SEND_CAPACITY) {
            return null;
        }
        ByteBuf buffer = sendBuffer;
        if (buffer == null) {
            buffer = Unpooled.directBuffer(SEND_CAPACITY, SEND_CAPACITY);
            sendBuffer = buffer;
        }
        return buffer.clear().writeBytes(bytes, from, to - from);
    }

    void releaseBuffers() {
        readBuffer.release();
        if (sendBuffer != null) {
            sendBuffer.release();
            sendBuffer = null;
        }
    }
}
