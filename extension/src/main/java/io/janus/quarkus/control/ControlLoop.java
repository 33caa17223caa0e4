package io.janus.quarkus.control;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.janus.quarkus.threads.ControlThreads;

/**
 * The thread {@code janus-control}: it alone writes the shared state and everything the control plane remembers, so none of
 * that needs a lock. Tasks run one after the other, in the order they came; one that fails is logged and takes nothing with
 * it.
 *
 * <p>
 * Any thread may hand in tasks. After {@link #close()} they are dropped.
 */
public final class ControlLoop implements Executor, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ControlLoop.class);

    /** The longest task there is puts a configuration in force, which takes well below a second. */
    private static final long CLOSE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;

    /** Written by whoever closes it, read by everyone. */
    private volatile boolean closed;

    public ControlLoop() {
        executor = new ScheduledThreadPoolExecutor(1, ControlThreads.named("janus-control"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Something that was scheduled. */
    @FunctionalInterface
    public interface Timer {

        /** Takes it back. A run that began goes on; cancelling again does nothing. */
        void cancel();
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.trace("A task came after the control loop had closed, and was dropped.");
        }
    }

    /** Runs a task once, after a delay. */
    public Timer after(Duration delay, Runnable task) {
        try {
            return cancelling(executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return () -> {
            };
        }
    }

    /** Runs a task again and again; the pause between the end of one run and the begin of the next is {@code pause}. */
    public Timer every(Duration pause, Runnable task) {
        long nanos = pause.toNanos();
        try {
            return cancelling(executor.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return () -> {
            };
        }
    }

    /**
     * Runs a task and hands its answer on.
     *
     * @return completed by the loop with the answer or the exception; completed exceptionally at once when the loop is closed
     */
    public <T> CompletableFuture<T> call(Callable<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    answer.complete(task.call());
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IllegalStateException("Janus has stopped.", e));
        }
        return answer;
    }

    /** Whether it still takes tasks. Any thread. */
    public boolean alive() {
        return !closed;
    }

    /**
     * Ends the thread after the tasks that were handed in, without those that were scheduled, and waits for that. Not to be
     * called on the loop itself.
     */
    @Override
    public void close() {
        closed = true;
        executor.shutdown();
        ControlThreads.awaitEnd(executor, CLOSE_SECONDS);
    }

    private static Timer cancelling(ScheduledFuture<?> future) {
        return () -> future.cancel(false);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                LOG.error("A task of the control plane failed. The data plane is not affected.", e);
            }
        };
    }
}
