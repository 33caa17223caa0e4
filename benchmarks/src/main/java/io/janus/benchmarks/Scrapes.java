package io.janus.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that reads numbers again and again while event loops write them, as the metrics do. */
final class Scrapes {

    /** A hundred times as often as the metrics are rendered, and still so seldom that it needs no processor of its own. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Thread thread;

    /** Written by whoever stops it, read by its thread. */
    private volatile boolean stopped;

    /** Begins. */
    Scrapes(Runnable scrape) {
        thread = new Thread(() -> {
            while (!stopped) {
                scrape.run();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }, "scrapes");
        thread.start();
    }

    /** Ends, and waits for the last scrape. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
