package io.janus.quarkus.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A frame a second for everyone who looks: sampled and rendered once, by one thread, and not at all while nobody looks. Safe
 * from every thread.
 */
public final class LiveFeed {

    private static final Logger LOG = Logger.getLogger(LiveFeed.class);

    private final Source source;
    private final Executor renderer;
    private final Ticks ticks;

    /** Whether a frame is to be rendered already: the thread that does may be busy for longer than a second. */
    private final AtomicBoolean due = new AtomicBoolean();

    /** In the order they came. Guarded by this object's lock. */
    private final Set<Consumer<Frame>> readers = new LinkedHashSet<>();

    /** Null while nobody looks. Guarded by this object's lock. */
    private @Nullable Runnable end;

    /** Null before the first since somebody looks. Guarded by this object's lock. */
    private @Nullable Frame latest;

    /** Where frames come from. */
    public interface Source {

        /** Somebody begins to look: the next frame is of what happens from now on. */
        void begin();

        Frame next();
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
            renderer.execute(source::begin);
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
        }
    }

    private void tick() {
        if (due.compareAndSet(false, true)) {
            try {
                renderer.execute(this::render);
            } catch (RejectedExecutionException e) {
                LOG.debug("Janus stops, and nothing is rendered any more.", e);
            }
        }
    }

    private void render() {
        due.set(false);
        if (isWatched()) {
            try {
                Frame frame = source.next();
                tell(frame).forEach(reader -> reader.accept(frame));
            } catch (RuntimeException e) {
                LOG.error("A live frame could not be rendered.", e);
            }
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
