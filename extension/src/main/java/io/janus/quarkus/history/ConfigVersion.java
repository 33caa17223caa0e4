package io.janus.quarkus.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.quarkus.plan.Change;

/** A configuration that is or was in force. Immutable. */
public final class ConfigVersion {

    private final long number;
    private final Instant at;
    private final Trigger trigger;
    private final PackedChanges changes;
    private final @Nullable Packed text;

    /**
     * @param text the file, or what took its place; null where there was none
     * @param changes what it changed of the one before
     */
    ConfigVersion(long number, Instant at, Trigger trigger, List<Change> changes, @Nullable String text) {
        this.number = number;
        this.at = at;
        this.trigger = trigger;
        this.changes = new PackedChanges(changes);
        this.text = text == null ? null : new Packed(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Counts up from 1 at the start of Janus. */
    public long number() {
        return number;
    }

    /** When it came into force. */
    public Instant at() {
        return at;
    }

    /** What brought it. */
    public Trigger trigger() {
        return trigger;
    }

    /** What it changed of the one before; empty for the first. Unpacked for each call, so not on an event loop. */
    public List<Change> changes() {
        return changes.changes();
    }

    /** How much memory it takes. */
    long keptBytes() {
        return changes.size() + (text == null ? 0 : text.size());
    }

    /** The file as it was, or what took its place; empty where there was none. Unpacked for each call, too. */
    public Optional<String> text() {
        return Optional.ofNullable(text).map(packed -> new String(packed.bytes(), StandardCharsets.UTF_8));
    }
}
