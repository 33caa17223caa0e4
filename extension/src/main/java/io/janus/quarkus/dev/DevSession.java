package io.janus.quarkus.dev;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.Proxy;
import io.janus.proxy.ProxyOptions;
import io.janus.proxy.listen.Listener;

/**
 * One dev mode, from its begin to its end. It owns the data plane, and lends it to one control plane after the other: each
 * application that starts takes it, and gives it back when it stops. Between two of them the data plane goes on by itself.
 *
 * <p>
 * This class, like all of the extension and the data plane, is loaded by Quarkus's base class loader, which lasts as long as
 * dev mode does; only the application's own classes are loaded anew. Hence a static field is seen by every application.
 *
 * <p>
 * Safe from every thread.
 */
public final class DevSession {

    /** One looks for edits and waits while the application starts; the other makes what that start needs. */
    private static final int THREADS = 2;

    /** Written when dev mode begins and ends, read by everyone. Null in production and in tests. */
    private static volatile @Nullable DevSession current;

    private final ScheduledThreadPoolExecutor threads;

    /** Guarded by this object's lock: the data plane, and the number of loops that was asked for when it started. */
    private @Nullable Proxy proxy;
    private int ioThreads;

    /** Guarded by this object's lock: whether no control plane has it. */
    private boolean free;

    private DevSession(ScheduledThreadPoolExecutor threads) {
        this.threads = threads;
    }

    /** The dev mode that this process is in; empty in production and in tests. */
    public static Optional<DevSession> current() {
        return Optional.ofNullable(current);
    }

    /** Begins, before the first application starts. */
    static DevSession begin() {
        // Threads keep what the stack they were made on could reach. Made here, and the event loops made by them, they keep
        // nothing of any application: its classes can go when it stopped.
        AtomicInteger made = new AtomicInteger();
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "janus-dev-" + made.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(DevSession.class.getClassLoader());
            return thread;
        });
        threads.prestartAllCoreThreads();
        DevSession session = new DevSession(threads);
        current = session;
        return session;
    }

    /**
     * Lends the data plane: the one that runs, or, where there is none, one that is started now. Its control loop is that
     * of the application which borrows it, until it {@linkplain #giveBack gives it back}.
     *
     * @param options an application's; a data plane that runs takes the policies, and keeps its number of loops
     */
    public synchronized Loan borrow(ProxyOptions options) {
        Proxy running = proxy;
        if (running == null) {
            running = onOwnThread(() -> Proxy.start(options));
            proxy = running;
            ioThreads = options.ioThreads();
            return new Loan(running, ioThreads, false);
        }
        if (!free) {
            throw new IllegalStateException("the data plane is another application's");
        }
        running.takeOver(options.policies());
        free = false;
        return new Loan(running, ioThreads, true);
    }

    /**
     * A data plane that was lent.
     *
     * @param proxy the data plane
     * @param ioThreads the number of event loops that was asked for when it started, 0 for one per core
     * @param running whether it ran before, with what the application before had configured
     */
    public record Loan(Proxy proxy, int ioThreads, boolean running) {
    }

    /**
     * Takes it back: it goes on with what it has. On the control loop of the application, as the last it does with it.
     *
     * @return false when nothing was ever in force on it, so that there is nothing to go on with: it is still the borrower's,
     *         to be closed
     */
    public synchronized boolean giveBack(Proxy lent) {
        if (lent != proxy || lent.state().current().configVersion() == 0) {
            return false;
        }
        lent.handOver();
        free = true;
        return true;
    }

    /** Takes note that whoever borrowed it closes it. */
    public synchronized void closed(Proxy lent) {
        if (lent == proxy) {
            proxy = null;
        }
    }

    /** Closes a data plane that was given back: the application that runs now does not want it. Does nothing otherwise. */
    public synchronized void discard() {
        if (free) {
            close();
        }
    }

    /** Whether the data plane goes on without an application. */
    synchronized boolean goesOnAlone() {
        return free;
    }

    /** How much clients have sent until now: a number that grows with every connection and every byte. */
    synchronized long traffic() {
        Proxy running = proxy;
        long sent = 0;
        if (running != null) {
            for (Listener listener : running.listeners().all()) {
                sent += listener.traffic().total(Listener.Traffic.CONNECTIONS)
                        + listener.traffic().total(Listener.Traffic.BYTES_FROM_CLIENTS);
            }
        }
        return sent;
    }

    /** Ends, after the last application has stopped. Blocks for some seconds at most. */
    void end() {
        current = null;
        threads.shutdownNow();
        synchronized (this) {
            close();
        }
    }

    private void close() {
        Proxy running = proxy;
        proxy = null;
        free = false;
        if (running != null) {
            running.close();
        }
    }

    private <T> T onOwnThread(Callable<T> task) {
        try {
            return threads.submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the data plane did not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the data plane did not start", e);
        }
    }

    /** Runs something again and again, on a thread that no application owns. */
    void every(long pauseMillis, Runnable task) {
        threads.scheduleWithFixedDelay(task, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }
}
