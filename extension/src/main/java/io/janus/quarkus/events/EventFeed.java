package io.janus.quarkus.events;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** The last events, and who wants to hear of the next. Safe from every thread. */
public final class EventFeed {

    /** An hour of a bad night: as a rule some hundred KiB, and as texts are bounded a few MiB at the most. */
    public static final int MOST = 500;

    private final Clock clock;
    private final Set<Consumer<FeedEvent>> listeners = new CopyOnWriteArraySet<>();

    /** Oldest first. Guarded by this object's lock. */
    private final Deque<FeedEvent> last = new ArrayDeque<>();

    /** Guarded by this object's lock. */
    private long lastId;

    public EventFeed() {
        this(Clock.systemUTC());
    }

    EventFeed(Clock clock) {
        this.clock = clock;
    }

    /** Takes an event, and hands it to all listeners. */
    public void take(FeedEvent.Type type, boolean severe, String text) {
        FeedEvent event;
        synchronized (this) {
            event = new FeedEvent(++lastId, clock.instant(), type, severe, text);
            last.addLast(event);
            if (last.size() > MOST) {
                last.removeFirst();
            }
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /** The number of the last one; 0 before the first. */
    public synchronized long lastId() {
        return lastId;
    }

    /**
     * Those that are kept and came after one, oldest first. After one that never was, all of them: it was another process's,
     * which began to count anew.
     */
    public synchronized List<FeedEvent> since(long id) {
        long known = id > lastId ? 0 : id;
        int missing = (int) Math.min(lastId - known, last.size());
        FeedEvent[] events = new FeedEvent[missing];
        Iterator<FeedEvent> newest = last.descendingIterator();
        while (missing > 0) {
            events[--missing] = newest.next();
        }
        return List.of(events);
    }

    /** Hears of the next ones, on the threads that take them: it must not block them. */
    public void listen(Consumer<FeedEvent> listener) {
        listeners.add(listener);
    }

    /** Hears of no more. */
    public void leave(Consumer<FeedEvent> listener) {
        listeners.remove(listener);
    }
}
