package io.janus.quarkus.control;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Two threads for what blocks, each with a duty of its own, so that a name server that does not answer never keeps a changed
 * file from being read. They begin when first needed. Any thread may hand in tasks; after {@link #close()} they are dropped.
 */
public final class BlockingWork implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BlockingWork.class);

    /** A name look-up cannot be interrupted and takes up to 10 s or more; it runs on a daemon and may outlive the wait. */
    private static final long CLOSE_SECONDS = 1;

    private final ExecutorService fileThread = single("janus-control-io-1");
    private final ExecutorService nameThread = single("janus-control-io-2");

    /** Where files are read and configurations are loaded: {@code janus-control-io-1}. */
    public Executor files() {
        return task -> handIn(fileThread, task);
    }

    /** Where names are looked up: {@code janus-control-io-2}. */
    public Executor names() {
        return task -> handIn(nameThread, task);
    }

    @Override
    public void close() {
        fileThread.shutdownNow();
        nameThread.shutdownNow();
        ControlThreads.awaitEnd(fileThread, CLOSE_SECONDS);
        ControlThreads.awaitEnd(nameThread, CLOSE_SECONDS);
    }

    private static ExecutorService single(String name) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ControlThreads.named(name));
    }

    private static void handIn(ExecutorService thread, Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                    LOG.error("A task of the control plane failed. The data plane is not affected.", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.trace("A task came after the control plane had closed, and was dropped.");
        }
    }
}
