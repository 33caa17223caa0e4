package io.janus.quarkus.config;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The line of each key in the operator's file. Filled by one thread, then only read. */
public final class KeyLines {

    private final Map<KeyPath, Integer> lines = new HashMap<>();

    /** The same by the keys as people read them: made for the first message, as most files give no cause for one. */
    private volatile @Nullable Map<String, Integer> shown;

    KeyLines() {
    }

    void put(KeyPath key, int line) {
        lines.putIfAbsent(key, line);
        if (shown != null) {
            shown = null;
        }
    }

    /** The line of a key that is in the file; null when it is not. */
    @Nullable
    Integer of(KeyPath key) {
        return lines.get(key);
    }

    /**
     * The line of a key, or of the nearest key above it that is in the file: where something is missing, that is where to write
     * it.
     *
     * @param key without {@code janus.}
     * @return from 1; null when neither the key nor one above it is in the file
     */
    public @Nullable Integer of(String key) {
        Map<String, Integer> known = shown();
        for (String at = key; at != null; at = parent(at)) {
            Integer line = known.get(at);
            if (line != null) {
                return line;
            }
        }
        return null;
    }

    private Map<String, Integer> shown() {
        Map<String, Integer> known = shown;
        if (known == null) {
            Map<String, Integer> made = new HashMap<>();
            lines.forEach((key, line) -> made.merge(key.shown(), line, Math::min));
            known = made;
            shown = known;
        }
        return known;
    }

    /** The key above, {@code ""} for {@code janus} itself, null above that. */
    static @Nullable String parent(String key) {
        int dot = key.lastIndexOf('.');
        int bracket = key.endsWith("]") ? key.lastIndexOf('[') : -1;
        if (bracket > dot) {
            return key.substring(0, bracket);
        }
        return dot >= 0 ? key.substring(0, dot) : key.isEmpty() ? null : "";
    }
}
