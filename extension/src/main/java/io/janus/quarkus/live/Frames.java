package io.janus.quarkus.live;

import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.Proxy;

/** Makes frames, each of what happened since the one before. Confined to the thread that renders. */
public final class Frames implements LiveFeed.Source {

    private final Proxy proxy;
    private final Supplier<?> standing;
    private final Runnable changed;
    private final LongSupplier lastEvent;
    private final LongSupplier nanoClock;
    private final Clock clock;
    private final Revision revision = new Revision();

    /** Null where the next frame has nothing to be compared with. */
    private @Nullable Totals before;

    /** The revision of the last frame. */
    private long told;

    /**
     * @param standing what the revision of a frame stands for beside the state of the proxy: equal as long as nothing changed
     * @param changed is run before a frame with another revision than the one before is told: what was rendered of the state
     *        is out of date
     * @param lastEvent the number of the last event there was
     */
    public Frames(Proxy proxy, Supplier<?> standing, Runnable changed, LongSupplier lastEvent) {
        this(proxy, standing, changed, lastEvent, System::nanoTime, Clock.systemUTC());
    }

    Frames(Proxy proxy, Supplier<?> standing, Runnable changed, LongSupplier lastEvent, LongSupplier nanoClock, Clock clock) {
        this.proxy = proxy;
        this.standing = standing;
        this.changed = changed;
        this.lastEvent = lastEvent;
        this.nanoClock = nanoClock;
        this.clock = clock;
    }

    @Override
    public void begin() {
        before = Totals.of(View.of(proxy), nanoClock.getAsLong());
    }

    @Override
    public void end() {
        before = null;
    }

    @Override
    public Frame next() {
        View view = View.of(proxy);
        Totals now = Totals.of(view, nanoClock.getAsLong());
        Rates rates = new Rates(before == null ? now : before, now);
        before = now;
        long number = revision.of(view, standing.get());
        if (number != told) {
            told = number;
            changed.run();
        }
        return Frame.of(FrameJson.write(view, rates, clock.instant(), number, lastEvent.getAsLong()));
    }
}
