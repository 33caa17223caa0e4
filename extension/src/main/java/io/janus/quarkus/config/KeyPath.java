package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a key stands below {@code janus}, in its spellings. A listener {@code pg.main} shows as {@code listeners.pg.main.bind}
 * and is the property {@code janus.listeners."pg.main".bind}; {@code web} needs no quotes, and may have them. Large files have
 * hundreds of thousands of these: what is rarely asked for is made when it is. Immutable.
 */
final class KeyPath {

    static final KeyPath ROOT = new KeyPath(null, "", "", "janus", false);

    private final @Nullable KeyPath above;
    private final String name;
    private final String shown;
    private final String property;
    /** Whether the operator chose the name. */
    private final boolean chosen;

    private KeyPath(@Nullable KeyPath above, String name, String shown, String property, boolean chosen) {
        this.above = above;
        this.name = name;
        this.shown = shown;
        this.property = property;
        this.chosen = chosen;
    }

    /** A key with a fixed name below this one. */
    KeyPath key(String key) {
        return below(key, false);
    }

    /** A key below this one whose name the operator chose. */
    KeyPath named(String key) {
        return below(key, true);
    }

    /** An item of the list at this key. */
    KeyPath item(int index) {
        String brackets = bracketed(index);
        return new KeyPath(this, brackets, shown + brackets, property + brackets, false);
    }

    /** The segment of a list's item. */
    static String bracketed(int index) {
        return "[" + index + "]";
    }

    private KeyPath below(String key, boolean isChosen) {
        return new KeyPath(this, key, shown.isEmpty() ? key : shown + "." + key, property + "." + quotedIfNeeded(key),
                isChosen);
    }

    /** The last of its segments. */
    String name() {
        return name;
    }

    /** As people read it, without {@code janus.}; empty for {@code janus} itself. */
    String shown() {
        return shown;
    }

    /** As configuration sources name it, with quotes only where they are needed. */
    String property() {
        return property;
    }

    /** The same with quotes around every name that the operator chose, as Quarkus's references spell it. */
    String quoted() {
        if (above == null) {
            return property;
        }
        return above.quoted() + (name.startsWith("[") ? "" : ".") + (chosen ? '"' + name + '"' : quotedIfNeeded(name));
    }

    /** The names on the way, none for {@code janus} itself; {@code [0]} for the first item of a list. */
    List<String> segments() {
        List<String> segments = new ArrayList<>();
        addTo(segments);
        return segments;
    }

    private void addTo(List<String> segments) {
        if (above != null) {
            above.addTo(segments);
            segments.add(name);
        }
    }

    /** A name as a segment of a property. */
    static String quotedIfNeeded(String name) {
        return name.indexOf('.') >= 0 ? '"' + name + '"' : name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyPath path && property.equals(path.property);
    }

    @Override
    public int hashCode() {
        return property.hashCode();
    }

    @Override
    public String toString() {
        return property;
    }
}
