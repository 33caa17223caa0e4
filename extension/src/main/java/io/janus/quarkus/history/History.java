package io.janus.quarkus.history;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.quarkus.plan.Change;

/** The last configurations that were in force. Written by the thread for files, read by everyone. */
public final class History {

    /** A day of careful work, or a bad quarter of an hour. */
    public static final int MOST = 20;

    /** Twenty configurations of 10,000 routes take a tenth of it. */
    private static final long MOST_BYTES = 16L << 20;

    private final Clock clock;

    /** Newest first. Replaced as a whole by its one writer. */
    private volatile List<ConfigVersion> versions = List.of();

    public History() {
        this(Clock.systemUTC());
    }

    History(Clock clock) {
        this.clock = clock;
    }

    /** Takes a configuration that came into force. */
    public void took(long number, Trigger trigger, List<Change> changes, @Nullable String text) {
        List<ConfigVersion> next = new ArrayList<>();
        next.add(new ConfigVersion(number, clock.instant(), trigger, changes, text));
        next.addAll(versions.subList(0, Math.min(versions.size(), MOST - 1)));
        while (next.size() > 1 && next.stream().mapToLong(ConfigVersion::keptBytes).sum() > MOST_BYTES) {
            next.remove(next.size() - 1);
        }
        versions = List.copyOf(next);
    }

    /** Newest first; the first is in force. */
    public List<ConfigVersion> versions() {
        return versions;
    }

    /** One of those that are kept. */
    public Optional<ConfigVersion> version(long number) {
        return versions.stream().filter(version -> version.number() == number).findAny();
    }
}
