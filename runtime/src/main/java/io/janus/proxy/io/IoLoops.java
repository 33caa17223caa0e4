package io.janus.proxy.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.janus.proxy.stats.LatencyHistogram;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.internal.PlatformDependent;

/** The data plane's event loops, threads {@code janus-io-0} and on, and nothing else's. */
public final class IoLoops implements AutoCloseable {

    /** A loop that has not turned for so long is stuck: a policy or Janus itself blocks it. */
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long {@link #close()} waits for the loops to end; by then nothing keeps them. */
    private static final long CLOSE_SECONDS = 5;

    /**
     * What slow peers may keep of the direct memory: a quarter. What is kept pins up to twice its size, and the pool needs room
     * to move; short of memory, allocating would hold up the loops.
     */
    private static final int KEPT_SHARE = 4;

    private final Transport transport;
    private final EventLoopGroup group;
    private final List<IoLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LatencyHistogram lag;

    /** For each loop whether it was told that it is stuck. Only in {@link #newlyStuck}, under this object's lock. */
    private final boolean[] told;

    /**
     * Starts the loops.
     *
     * @param count how many, 0 for one per core
     */
    public IoLoops(int count) {
        this(count, Transport.best());
    }

    /** Starts the loops on a transport of choice, for tests. */
    public IoLoops(int count, Transport transport) {
        int size = count > 0 ? count : Runtime.getRuntime().availableProcessors();
        this.transport = transport;
        this.group = transport.newLoops(size, new Threads());
        this.lag = new LatencyHistogram(size);
        this.told = new boolean[size];
        long keptLimit = PlatformDependent.maxDirectMemory() / KEPT_SHARE / size;
        for (EventExecutor executor : group) {
            IoLoop loop = new IoLoop(loops.size(), (EventLoop) executor, transport, lag, keptLimit);
            loops.add(loop);
            threads.add(executor.submit(Thread::currentThread).syncUninterruptibly().getNow());
        }
    }

    /** How many. */
    public int size() {
        return loops.size();
    }

    /** One of them. */
    public IoLoop get(int index) {
        return loops.get(index);
    }

    /** All of them. */
    public List<IoLoop> all() {
        return List.copyOf(loops);
    }

    public Transport transport() {
        return transport;
    }

    /** Why it is NIO on a machine that should have epoll; empty when nothing is amiss. */
    public Optional<String> fallbackReason() {
        return transport.fallbackReason();
    }

    /** How late each tick ran: what a connection waited because its loop was busy. */
    public LatencyHistogram lag() {
        return lag;
    }

    /**
     * The loops that have not turned for more than 100 ms, each told once for every time it is stuck. Any thread; meant to be
     * asked several times a second.
     */
    public synchronized List<StuckLoop> newlyStuck() {
        List<StuckLoop> stuck = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            long since = loops.get(i).sinceTickNanos() - IoLoop.TICK_NANOS;
            boolean isStuck = since > STUCK_NANOS;
            if (isStuck && !told[i]) {
                Thread thread = threads.get(i);
                stuck.add(
                        new StuckLoop(thread.getName(), TimeUnit.NANOSECONDS.toMillis(since), List.of(thread.getStackTrace())));
            }
            told[i] = isStuck;
        }
        return stuck;
    }

    /**
     * A loop that does not turn.
     *
     * @param name its thread's name
     * @param stuckMillis for how long, in milliseconds
     * @param stack where it is, innermost first
     */
    public record StuckLoop(String name, long stuckMillis, List<StackTraceElement> stack) {
    }

    /** Ends the loops; whatever is still open is closed. Blocks for up to 5 s. */
    @Override
    public void close() {
        for (IoLoop loop : loops) {
            loop.events().execute(loop::releaseBuffers);
        }
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private static final class Threads implements ThreadFactory {

        private final AtomicInteger next = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new FastThreadLocalThread(work, "janus-io-" + next.getAndIncrement());
            thread.setDaemon(false);
            return thread;
        }
    }
}
