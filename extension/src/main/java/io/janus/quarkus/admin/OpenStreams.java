package io.janus.quarkus.admin;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams of one kind that are open, and how many there may be. Safe from every thread. */
final class OpenStreams {

    private final int most;
    private final String kind;
    private final AtomicInteger taken = new AtomicInteger();
    private final Set<SseStream> streams = ConcurrentHashMap.newKeySet();

    /** @param kind for the message when there are too many */
    OpenStreams(int most, String kind) {
        this.most = most;
        this.kind = kind;
    }

    /**
     * Takes a place, which must be given back.
     *
     * @throws Problem when there is none
     */
    void takePlace() {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            throw new Problem(503, "There are " + most + " " + kind + " streams already. Close one that nobody looks at.");
        }
    }

    /** Gives a place back. */
    void giveBack() {
        taken.decrementAndGet();
    }

    /** One that has taken a place. */
    void add(SseStream stream) {
        streams.add(stream);
    }

    /** One that is over; its place is free again. */
    void remove(SseStream stream) {
        streams.remove(stream);
        giveBack();
    }

    /** Ends all of them. */
    void close() {
        streams.forEach(SseStream::close);
    }
}
