package io.janus.benchmarks;

import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

import io.janus.proxy.stats.LatencyHistogram;

/**
 * Recording how long something took, while a reader merges all loops' histograms now and then. When loops do not disturb each
 * other, two take no longer than one.
 */
@State(Scope.Benchmark)
public class LatencyRecording extends NanosPerCall {

    /** Latencies are from 2^10 to 2^30 ns, a microsecond to a second, and each power of two is as likely. */
    private static final int LEAST_BITS = 10;
    private static final int MOST_BITS = 30;

    private final LatencyHistogram histogram = new LatencyHistogram(LoopThread.MOST);
    private final long[] nanos = new long[LoopThread.VALUES];

    /** Written by the scraping thread: what it read is used. */
    private volatile LatencyHistogram.@Nullable Snapshot scraped;
    private Scrapes scrapes;

    @Setup
    public void start() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < nanos.length; i++) {
            long power = 1L << random.nextInt(LEAST_BITS, MOST_BITS);
            nanos[i] = power + random.nextLong(power);
        }
        scrapes = new Scrapes(() -> scraped = histogram.snapshot());
    }

    @TearDown
    public void stop() {
        scrapes.stop();
    }

    @Benchmark
    public void oneLoop(LoopThread loop) {
        record(loop);
    }

    @Benchmark
    @Threads(LoopThread.MOST)
    public void twoLoops(LoopThread loop) {
        record(loop);
    }

    private void record(LoopThread loop) {
        histogram.record(loop.index(), nanos[loop.next()]);
    }

    long nanos(int index) {
        return nanos[index];
    }

    LatencyHistogram.Snapshot recorded() {
        return histogram.snapshot();
    }

    /** What the reader read last; null before it did. */
    LatencyHistogram.@Nullable Snapshot scraped() {
        return scraped;
    }
}
