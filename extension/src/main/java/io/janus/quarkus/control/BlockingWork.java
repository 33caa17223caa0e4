package io.janus.quarkus.control;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.janus.quarkus.threads.ControlThreads;

/**
 * Threads for what blocks: one for files and two for names, so that a name server that does not answer never keeps a changed
 * file from being read. They begin when first needed. Any thread may hand in tasks; after {@link #close()} they are dropped.
 */
public final class BlockingWork implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BlockingWork.class);

    /** A name look-up cannot be interrupted and takes up to 10 s or more; it runs on a daemon and may outlive the wait. */
    private static final long CLOSE_SECONDS = 1;

    private final ExecutorService fileThread = pool("janus-control-io-1");
    private final ExecutorService nameThreads = pool("janus-control-io-2", "janus-control-io-3");

    /** Where files are read and configurations are loaded: {@code janus-control-io-1}. */
    public Executor files() {
        return task -> handIn(fileThread, task);
    }

    /** Where names are looked up, two at once: {@code janus-control-io-2} and {@code janus-control-io-3}. */
    public Executor names() {
        return task -> handIn(nameThreads, task);
    }

    @Override
    public void close() {
        fileThread.shutdownNow();
        nameThreads.shutdownNow();
        ControlThreads.awaitEnd(fileThread, CLOSE_SECONDS);
        ControlThreads.awaitEnd(nameThreads, CLOSE_SECONDS);
    }

    private static ExecutorService pool(String... names) {
        return new ThreadPoolExecutor(names.length, names.length, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                ControlThreads.named(names));
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
