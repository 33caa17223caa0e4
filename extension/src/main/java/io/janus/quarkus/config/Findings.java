package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong so far, and which keys are therefore in doubt: a later check of a key in doubt would only repeat the first
 * error in other words.
 */
final class Findings {

    private final KeyLines lines;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Map<String, String> origins = new HashMap<>();
    private final Set<String> inDoubt = new HashSet<>();
    private final Set<String> aboveDoubt = new HashSet<>();
    private final Set<KeyPath> badLeaves = new LinkedHashSet<>();

    Findings(KeyLines lines) {
        this.lines = lines;
    }

    /** A problem of the file as a whole, which puts everything in doubt. */
    void file(@Nullable Integer line, String message) {
        at("", line, message);
    }

    /** A problem of a part of the file that is not ours. */
    void outside(int line, String message) {
        problems.add(new ConfigProblem("", line, message));
    }

    /** A problem of a key, at the line of that key or of the nearest above it; without one if its value is not the file's. */
    void key(String key, String message) {
        at(key, origins.containsKey(key) ? null : lines.of(key), message);
    }

    /** Remembers that the value of a key comes from somewhere else than the file. */
    void origin(String key, String origin) {
        origins.put(key, origin);
    }

    /** The value of a key in quotes, and where it comes from when that is not the file. */
    String quoted(String key, String value) {
        return Words.quoted(value, origins.getOrDefault(key, ""));
    }

    /** A problem of a key that does not come from the file. */
    void elsewhere(String key, String message) {
        at(key, null, message);
    }

    void at(String key, @Nullable Integer line, String message) {
        problems.add(new ConfigProblem(key, line, message));
        doubt(key);
    }

    /** Remembers that a key was there whose value cannot be used: what it belongs to exists. */
    void badLeaf(KeyPath key) {
        badLeaves.add(key);
    }

    void doubt(String key) {
        inDoubt.add(key);
        for (String above = KeyLines.parent(key); above != null; above = KeyLines.parent(above)) {
            aboveDoubt.add(above);
        }
    }

    /** Whether the key, or one above it, is in doubt: then nothing can be said about it. */
    boolean doubts(String key) {
        if (inDoubt.isEmpty()) {
            return false;
        }
        for (String at = key; at != null; at = KeyLines.parent(at)) {
            if (inDoubt.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the key, or one above or below it, is in doubt: then it may exist although it cannot be seen. */
    boolean mayExist(String key) {
        return aboveDoubt.contains(key) || doubts(key);
    }

    Set<KeyPath> badLeaves() {
        return badLeaves;
    }

    List<ConfigProblem> problems() {
        return problems;
    }
}
