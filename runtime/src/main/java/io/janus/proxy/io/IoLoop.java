package io.janus.proxy.io;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.janus.proxy.stats.LatencyHistogram;
import io.netty.buffer.PooledByteBufAllocator;
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

    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    /**
     * Above 64 KiB waiting to be sent the other side is paused, below 32 KiB it is resumed: what the design allows a
     * connection.
     */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final int index;
    private final EventLoop events;
    private final Transport transport;
    private final LatencyHistogram lag;
    private final ReadBuffer readBuffer = new ReadBuffer();
    private final SplittableRandom random;
    private final TimedSet timed = new TimedSet();

    /** The loop's clock, set by the tick: at most {@value #TICK_MILLIS} ms behind while the loop turns. Only this loop. */
    private long nowNanos = System.nanoTime();

    /** When the last tick ran. Written by this loop, read by whoever watches it. */
    private volatile long tickedNanos = nowNanos;

    IoLoop(int index, EventLoop events, Transport transport, LatencyHistogram lag) {
        this.index = index;
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

    /** The time of the last tick: good enough for timeouts, free to read. Only on this loop. */
    public long nowNanos() {
        return nowNanos;
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

    /** Sets the options that all connections have, whoever is at the other end. */
    public void configure(SocketChannel channel) {
        channel.config()
                .setTcpNoDelay(true)
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
        lag.record(index, now - nowNanos - TICK_NANOS);
        nowNanos = now;
        tickedNanos = now;
        timed.forEach(something -> tick(something, now));
    }

    /** One that fails is looked at no longer: let through, its failure would end the tick for all the others. */
    private void tick(Timed something, long now) {
        try {
            something.tick(now);
        } catch (RuntimeException | Error e) {
            timed.remove(something);
            LOG.errorf(e, "The tick of %s failed; its timeouts are not kept. This is a bug in Janus.", something);
        }
    }

    /** How long ago the last tick ran, in nanoseconds. Any thread. */
    long sinceTickNanos() {
        return System.nanoTime() - tickedNanos;
    }

    void releaseBuffer() {
        readBuffer.release();
    }
}
