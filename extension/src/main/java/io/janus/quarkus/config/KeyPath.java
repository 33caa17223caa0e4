package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a key stands below {@code janus}. A listener {@code pg.main} shows as {@code listeners.pg.main.bind}, and the
 * property {@code janus.listeners."pg.main".bind}; {@code web} needs no quotes, and may have them. Large files have hundreds of
 * thousands of these, and most are never spelled out: only the way up is kept, and texts are made of it when they are asked
 * for. Immutable, but for a text that is made late and always the same.
 */
final class KeyPath {

    /** Most are shorter. */
    private static final int USUAL_LENGTH = 80;

    static final KeyPath ROOT = new KeyPath(null, "janus", Kind.FIXED);

    private enum Kind {
        /** Janus knows the name. */
        FIXED,
        /** The operator chose it. */
        CHOSEN,
        /** It is the place of an item in a list. */
        ITEM
    }

    private final @Nullable KeyPath above;
    private final String name;
    private final Kind kind;
    private final int hash;

    /** Made when it is first asked for, which for most keys is never, and for those with a value more than once. */
    private @Nullable String property;

    private KeyPath(@Nullable KeyPath above, String name, Kind kind) {
        this.above = above;
        this.name = name;
        this.kind = kind;
        this.hash = (above == null ? 0 : above.hash) * 31 + name.hashCode();
    }

    /** A key with a fixed name below this one. */
    KeyPath key(String key) {
        return new KeyPath(this, key, Kind.FIXED);
    }

    /** A key below this one whose name the operator chose. */
    KeyPath named(String key) {
        return new KeyPath(this, key, Kind.CHOSEN);
    }

    /** An item of the list at this key. */
    KeyPath item(int index) {
        return new KeyPath(this, bracketed(index), Kind.ITEM);
    }

    /** The segment of a list's item. */
    static String bracketed(int index) {
        return "[" + index + "]";
    }

    /** The key it belongs to; null above {@code janus} itself. */
    @Nullable
    KeyPath above() {
        return above;
    }

    /** The last of its segments; {@code [0]} for the first item of a list. */
    String name() {
        return name;
    }

    /** The place of an item in its list, from 0. Of an item only. */
    int index() {
        return Integer.parseInt(name, 1, name.length() - 1, 10);
    }

    /** As people read it, without {@code janus.}; empty for {@code janus} itself. */
    String shown() {
        return above == null ? "" : shown(new StringBuilder()).toString();
    }

    private StringBuilder shown(StringBuilder text) {
        if (above == null) {
            return text;
        }
        above.shown(text);
        return text.append(kind == Kind.ITEM || text.isEmpty() ? "" : ".").append(name);
    }

    /** As configuration sources name it, with quotes only where they are needed. */
    String property() {
        String known = property;
        if (known == null) {
            known = property(new StringBuilder(USUAL_LENGTH), false).toString();
            property = known;
        }
        return known;
    }

    /** The same with quotes around every name that the operator chose, as Quarkus's references spell it. */
    String quoted() {
        return property(new StringBuilder(), true).toString();
    }

    private StringBuilder property(StringBuilder text, boolean everyChosen) {
        if (above == null) {
            return text.append(name);
        }
        above.property(text, everyChosen);
        if (kind == Kind.ITEM) {
            return text.append(name);
        }
        return everyChosen && kind == Kind.CHOSEN ? text.append(".\"").append(name).append('"')
                : text.append('.').append(quotedIfNeeded(name));
    }

    /** The names on the way, none for {@code janus} itself. */
    List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (KeyPath at = this; at.above != null; at = at.above) {
            segments.add(0, at.name);
        }
        return segments;
    }

    /** A name as a segment of a property. */
    static String quotedIfNeeded(String name) {
        return name.indexOf('.') >= 0 ? '"' + name + '"' : name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        KeyPath one = this;
        KeyPath two = other instanceof KeyPath path ? path : null;
        // Most share the way up.
        while (one != two) {
            if (one == null || two == null || one.hash != two.hash || !one.name.equals(two.name)) {
                return false;
            }
            one = one.above;
            two = two.above;
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return property();
    }
}
