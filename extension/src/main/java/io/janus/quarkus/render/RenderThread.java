package io.janus.quarkus.render;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.janus.quarkus.threads.ControlThreads;

/** The one thread that renders what readers ask for. It begins when it is needed, and goes when it is not for a while. */
@Singleton
@Typed(RenderThread.class) // and not Executor: an application's own would be one of two
public class RenderThread implements Executor {

    /**
     * Longer than the usual pause between scrapes, so the thread stays where there are scrapes and goes where there are none.
     */
    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), ControlThreads.named("janus-control-render"));

    RenderThread() {
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
