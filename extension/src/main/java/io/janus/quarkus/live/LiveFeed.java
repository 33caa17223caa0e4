package io.janus.quarkus.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A frame a second for everyone who looks: sampled and rendered once, by one thread, and not at all while nobody looks. Safe
 * from every thread.
 */
public final class LiveFeed {

    private static final Logger LOG = Logger.getLogger(LiveFeed.class);

    /** What fails each second for a night fills no disk. */
    private static final long LOG_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Source source;
    private final Executor renderer;
    private final Ticks ticks;
    private final LongSupplier nanoClock;

    /** Whether a frame is to be rendered already: the thread that does may be busy for longer than a second. */
    private final AtomicBoolean due = new AtomicBoolean();

    /** In the order they came. Guarded by this object's lock. */
    private final Set<Consumer<Frame>> readers = new LinkedHashSet<>();

    /** Null while nobody looks. Guarded by this object's lock. */
    private @Nullable Runnable end;

    /** Null before the first since somebody looks. Guarded by this object's lock. */
    private @Nullable Frame latest;

    /** Whether a failure was logged, and when the last was. Confined to the thread that renders. */
    private boolean failedBefore;
    private long logged;

    /** Where frames come from. */
    public interface Source {

        /** Somebody begins to look: the next frame is of what happens from now on. */
        void begin();

        Frame next();

        /** Nobody looks any more: nothing need be kept. */
        void end();
    }

    /** What a second is. */
    public interface Ticks {

        /**
         * Runs something once a second.
         *
         * @return what ends that
         */
        Runnable every(Runnable tick);
    }

    /** @param renderer the one thread that the source is asked on */
    public LiveFeed(Source source, Executor renderer, Ticks ticks) {
        this(source, renderer, ticks, System::nanoTime);
    }

    LiveFeed(Source source, Executor renderer, Ticks ticks, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.source = source;
        this.renderer = renderer;
        this.ticks = ticks;
    }

    /**
     * A reader has the latest frame at once, if there is one, and the next ones on the thread that renders, which it must not
     * block.
     */
    public synchronized void join(Consumer<Frame> reader) {
        readers.add(reader);
        Frame now = latest;
        if (end == null) {
            onRenderer(source::begin);
            end = ticks.every(this::tick);
        } else if (now != null) {
            reader.accept(now);
        }
    }

    /** A reader has no more. */
    public synchronized void leave(Consumer<Frame> reader) {
        Runnable ending = end;
        if (readers.remove(reader) && readers.isEmpty() && ending != null) {
            ending.run();
            end = null;
            latest = null;
            onRenderer(source::end);
        }
    }

    private void tick() {
        if (due.compareAndSet(false, true)) {
            onRenderer(this::render);
        }
    }

    private void onRenderer(Runnable task) {
        try {
            renderer.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Janus stops, and nothing is rendered any more.", e);
        }
    }

    private void render() {
        due.set(false);
        if (isWatched()) {
            try {
                Frame frame = source.next();
                tell(frame).forEach(reader -> reader.accept(frame));
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    /** What was told last is old by now: who comes waits for a frame that is not. */
    private void failed(RuntimeException why) {
        synchronized (this) {
            latest = null;
        }
        long now = nanoClock.getAsLong();
        if (!failedBefore || now - logged >= LOG_PAUSE_NANOS) {
            failedBefore = true;
            logged = now;
            LOG.error("A live frame could not be rendered.", why);
        }
    }

    private synchronized boolean isWatched() {
        return end != null;
    }

    private synchronized List<Consumer<Frame>> tell(Frame frame) {
        if (end == null) {
            return List.of();
        }
        latest = frame;
        return List.copyOf(readers);
    }
}
