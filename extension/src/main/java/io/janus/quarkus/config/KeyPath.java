package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a key stands below {@code janus}, in its spellings. A listener {@code pg.main} shows as {@code listeners.pg.main.bind}
 * and is the property {@code janus.listeners."pg.main".bind}; {@code web} needs no quotes, and may have them.
 *
 * @param segments the names on the way, none for {@code janus} itself
 * @param shown as people read it, without {@code janus.}
 * @param property as configuration sources name it, with quotes only where they are needed
 * @param quoted the same with quotes around every name that the operator chose, as Quarkus's references spell it
 */
record KeyPath(List<String> segments, String shown, String property, String quoted) {

    static final KeyPath ROOT = new KeyPath(List.of(), "", "janus", "janus");

    /** A key with a fixed name below this one. */
    KeyPath key(String name) {
        return below(name, quotedIfNeeded(name));
    }

    /** A key below this one whose name the operator chose. */
    KeyPath named(String name) {
        return below(name, '"' + name + '"');
    }

    private KeyPath below(String name, String quotedName) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(name);
        return new KeyPath(longer, shown.isEmpty() ? name : shown + "." + name, property + "." + quotedIfNeeded(name),
                quoted + "." + quotedName);
    }

    /** The last of its segments. */
    String name() {
        return segments.get(segments.size() - 1);
    }

    /** A name as a segment of a property. */
    static String quotedIfNeeded(String name) {
        return name.indexOf('.') >= 0 ? '"' + name + '"' : name;
    }
}
