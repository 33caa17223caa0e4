package io.janus.quarkus.accesslog;

import java.util.concurrent.atomic.AtomicLong;

/** How many lines were written, and how many were not. Written by the writer's thread, read by everyone. */
final class AccessCounts {

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    void written(long lines) {
        written.addAndGet(lines);
    }

    void dropped(long lines) {
        dropped.addAndGet(lines);
    }

    long written() {
        return written.get();
    }

    long dropped() {
        return dropped.get();
    }
}
