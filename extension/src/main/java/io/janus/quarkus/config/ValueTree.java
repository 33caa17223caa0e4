package io.janus.quarkus.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Values by the place of their key, in the order they were put. Filled by one thread, then only read. */
final class ValueTree {

    static final ValueTree EMPTY = new ValueTree();

    /** Most places have one or two others below them. */
    private static final int FEW = 2;

    /** Made for the first of them: most places are leaves. */
    private Map<String, ValueTree> below = Map.of();
    private @Nullable String text;

    void put(KeyPath key, String value) {
        at(key).text = value;
    }

    /** Makes sure that everything above a key exists, without a value for the key. */
    void touch(KeyPath key) {
        at(key);
    }

    private ValueTree at(KeyPath key) {
        return key.above() == null ? this : at(key.above()).child(key.name());
    }

    private ValueTree child(String name) {
        if (below.isEmpty()) {
            below = new LinkedHashMap<>(FEW);
        }
        return below.computeIfAbsent(name, it -> new ValueTree());
    }

    /** What is set at a place and below it; null when nothing is. */
    @Nullable
    ValueTree find(String... segments) {
        ValueTree at = this;
        for (String segment : segments) {
            ValueTree next = at.below.get(segment);
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }

    Map<String, ValueTree> below() {
        return below;
    }

    /** The value of a leaf; null when it has none. */
    @Nullable
    String text() {
        return text;
    }
}
