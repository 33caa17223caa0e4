package io.janus.quarkus.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the control plane: what they are called, what they see, how they end. */
public final class ControlThreads {

    private ControlThreads() {
    }

    /**
     * Makes threads of these names in turn, for pools of as many threads; a thread that is replaced keeps to the turn.
     * They are daemons, since the process must not live for them, and see the classes of the application that made them.
     */
    public static ThreadFactory named(String... names) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        AtomicInteger made = new AtomicInteger();
        return task -> {
            Thread thread = new ControlThread(task, names[Math.floorMod(made.getAndIncrement(), names.length)]);
            thread.setDaemon(true);
            // Where the JVM passes it on: what is urgent here can wait for a request, and no request for it.
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.setContextClassLoader(application);
            return thread;
        };
    }

    /** Waits until a pool that was shut down has ended, at most so many seconds; an interrupt ends the wait and is kept. */
    public static void awaitEnd(ExecutorService pool, long seconds) {
        try {
            pool.awaitTermination(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
