package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The line of each key in the operator's file. Filled by one thread, then only read. Most files give no cause to ask for one,
 * so they are kept as they come.
 */
public final class KeyLines {

    private final List<KeyPath> keys = new ArrayList<>();
    private int[] lines = new int[64];

    /** By the keys as people read them: made for the first message. */
    private volatile @Nullable Map<String, Integer> shown;

    KeyLines() {
    }

    void put(KeyPath key, int line) {
        if (keys.size() == lines.length) {
            lines = Arrays.copyOf(lines, 2 * lines.length);
        }
        lines[keys.size()] = line;
        keys.add(key);
        shown = null;
    }

    /** The line of a key that was put, where no more than what stands below it was put since. */
    int ofLast(KeyPath key) {
        int at = keys.size() - 1;
        while (keys.get(at) != key) {
            at--;
        }
        return lines[at];
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
            for (int i = 0; i < keys.size(); i++) {
                made.merge(keys.get(i).shown(), lines[i], Math::min);
            }
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
