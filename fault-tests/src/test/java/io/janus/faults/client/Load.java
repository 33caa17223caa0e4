package io.janus.faults.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

import io.janus.faults.ledger.Ask;

/**
 * Open-loop load: requests begin when they are due, whether or not others have ended. Ends with {@link #close()}, which waits
 * for every one of them.
 */
public final class Load implements AutoCloseable {

    private final WireClient client;
    private final IntFunction<Ask> asks;
    private final long intervalNanos;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Thread clock;

    /** Set by the test, read by the clock. */
    private volatile boolean stopped;

    private Load(WireClient client, int perSecond, IntFunction<Ask> asks) {
        this.client = client;
        this.asks = asks;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.clock = new Thread(this::run, "load");
    }

    /** @param asks what the request of a number, counted from 0, is */
    public static Load of(WireClient client, int perSecond, IntFunction<Ask> asks) {
        Load load = new Load(client, perSecond, asks);
        load.clock.start();
        return load;
    }

    private void run() {
        long due = System.nanoTime();
        for (int i = 0; !stopped; i++) {
            Ask ask = asks.apply(i);
            threads.execute(() -> client.send(ask));
            due += intervalNanos;
            while (System.nanoTime() - due < 0 && !stopped) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }

    /** No more requests begin. */
    public void stop() throws InterruptedException {
        stopped = true;
        clock.join();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        threads.shutdown();
        if (!threads.awaitTermination(2L * WireClient.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("requests that never end");
        }
    }
}
