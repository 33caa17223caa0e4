package io.janus.quarkus.render;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Pages that many read: each is rendered at most once a second, and the same bytes serve every reader, so twenty scrapers cost
 * what one does. Who comes during a rendering waits for it.
 *
 * <p>
 * Safe from every thread. The lock is held for a few instructions only, never while rendering, and no event loop of the data
 * plane comes here.
 */
public final class RenderedPages {

    private static final long BUDGET_NANOS = Duration.ofSeconds(1).toNanos();

    private final Function<String, byte[]> render;
    private final Executor renderer;
    private final LongSupplier nanoClock;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /**
     * @param render makes the page of a name
     * @param renderer the one thread that does
     * @param nanoClock the clock that pages age by
     */
    public RenderedPages(Function<String, byte[]> render, Executor renderer, LongSupplier nanoClock) {
        this.render = render;
        this.renderer = renderer;
        this.nanoClock = nanoClock;
    }

    /**
     * The page, at most a second old.
     *
     * @param name one of a few, never a client's own words
     * @return shared with other readers: the bytes must not be changed. Completed exceptionally when rendering failed
     */
    public CompletionStage<byte[]> of(String name) {
        return pages.computeIfAbsent(name, Page::new).current();
    }

    /** What is rendered is out of date: who asks from now on gets another. */
    public void forget() {
        pages.values().forEach(Page::forget);
    }

    private final class Page {

        private final String name;

        /** Guarded by this object's lock. */
        private @Nullable CompletableFuture<byte[]> latest;

        /** When {@link #latest} was completed. Guarded by this object's lock. */
        private long renderedNanos;

        Page(String name) {
            this.name = name;
        }

        synchronized CompletionStage<byte[]> current() {
            CompletableFuture<byte[]> page = latest;
            if (page == null || (page.isDone() && nanoClock.getAsLong() - renderedNanos >= BUDGET_NANOS)) {
                page = new CompletableFuture<>();
                latest = page;
                begin(page);
            }
            return page;
        }

        synchronized void forget() {
            latest = null;
        }

        private void begin(CompletableFuture<byte[]> page) {
            renderer.execute(() -> {
                byte[] bytes;
                try {
                    bytes = render.apply(name);
                } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                    rendered();
                    page.completeExceptionally(e);
                    return;
                }
                rendered();
                page.complete(bytes);
            });
        }

        /** Before the page is complete: whoever sees it so also sees how old it is. */
        private synchronized void rendered() {
            renderedNanos = nanoClock.getAsLong();
        }
    }
}
