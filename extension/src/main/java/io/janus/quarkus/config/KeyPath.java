package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a key stands below {@code janus}, in both of its spellings. They differ for names with a dot: a listener
 * {@code pg.main}
 * shows as {@code listeners.pg.main.bind} and is the property {@code janus.listeners."pg.main".bind}.
 *
 * @param segments the names on the way, none for {@code janus} itself
 * @param shown as people read it, without {@code janus.}
 * @param property as configuration sources name it
 */
record KeyPath(List<String> segments, String shown, String property) {

    static final KeyPath ROOT = new KeyPath(List.of(), "", "janus");

    KeyPath child(String name) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(name);
        return new KeyPath(longer, shown.isEmpty() ? name : shown + "." + name, property + "." + quoted(name));
    }

    /** The last of its segments. */
    String name() {
        return segments.get(segments.size() - 1);
    }

    /** A name as a segment of a property. */
    static String quoted(String name) {
        return name.indexOf('.') >= 0 ? "\"" + name + "\"" : name;
    }
}
