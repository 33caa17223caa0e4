package io.janus.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

import io.janus.proxy.stats.LoopCounters;
import io.janus.proxy.stats.StatusClass;

/**
 * Counting an event, while a reader adds up all loops' counts now and then. When loops do not disturb each other, two take no
 * longer than one; what it would be if they did shows a counter that they share.
 */
@State(Scope.Benchmark)
public class CounterIncrement extends NanosPerCall {

    private final LoopCounters<StatusClass> counters = new LoopCounters<>(StatusClass.class, LoopThread.MOST);
    private final AtomicLong shared = new AtomicLong();
    private final StatusClass[] events = new StatusClass[LoopThread.VALUES];

    /** Written by the scraping thread: what it read is used. */
    private volatile long scraped;
    private Scrapes scrapes;

    @Setup
    public void start() {
        SplittableRandom random = new SplittableRandom(1);
        StatusClass[] classes = StatusClass.values();
        for (int i = 0; i < events.length; i++) {
            events[i] = classes[random.nextInt(classes.length)];
        }
        scrapes = new Scrapes(() -> scraped = total());
    }

    @TearDown
    public void stop() {
        scrapes.stop();
    }

    @Benchmark
    public void oneLoop(LoopThread loop) {
        count(loop);
    }

    @Benchmark
    @Threads(LoopThread.MOST)
    public void twoLoops(LoopThread loop) {
        count(loop);
    }

    private void count(LoopThread loop) {
        counters.increment(loop.index(), events[loop.next()]);
    }

    /** What Janus does not do. */
    @Benchmark
    @Threads(LoopThread.MOST)
    public long twoLoopsSharingACounter() {
        return shared.incrementAndGet();
    }

    /** What all loops counted. */
    long total() {
        long sum = 0;
        for (StatusClass status : StatusClass.values()) {
            sum += counters.total(status);
        }
        return sum;
    }

    /** What the reader read last. */
    long scraped() {
        return scraped;
    }
}
