package io.janus.proxy.testing;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.janus.proxy.Proxy;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/** Keeps all event loops of a proxy from turning, so that connections wait in the kernel while a test does something. */
public final class BlockedLoops implements AutoCloseable {

    private final Proxy proxy;
    private final CountDownLatch free = new CountDownLatch(1);

    private BlockedLoops(Proxy proxy) {
        this.proxy = proxy;
        CountDownLatch blocked = new CountDownLatch(proxy.loops().size());
        proxy.loops().all().forEach(loop -> loop.events().execute(() -> {
            blocked.countDown();
            awaitUninterruptibly(free);
        }));
        awaitUninterruptibly(blocked);
    }

    public static BlockedLoops of(Proxy proxy) {
        return new BlockedLoops(proxy);
    }

    /** Does something that waits for the loops; they turn again as soon as each has something to do for it. */
    public void turnAgainDuring(Runnable something) {
        var freeing = CompletableFuture.runAsync(() -> {
            await().until(() -> proxy.loops().all().stream()
                    .allMatch(loop -> ((SingleThreadEventExecutor) loop.events()).pendingTasks() > 0));
            free.countDown();
        }, work -> new Thread(work, "freeing").start());
        something.run();
        freeing.join();
    }

    /** Lets the loops turn again. */
    @Override
    public void close() {
        free.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
