package io.janus.quarkus.control;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of the control plane: what they are called, what they see, how they end. */
public final class ControlThreads {

    private ControlThreads() {
    }

    /**
     * Makes threads of just this name, for pools of one. They are daemons, since the process must not live for them, and see
     * the classes of the application that made them.
     */
    public static ThreadFactory named(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(application);
            return thread;
        };
    }

    /** Waits until a pool that was shut down has ended, at most so many seconds; an interrupt ends the wait and is kept. */
    static void awaitEnd(ExecutorService pool, long seconds) {
        try {
            pool.awaitTermination(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
