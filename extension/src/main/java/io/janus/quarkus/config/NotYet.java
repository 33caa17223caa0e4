package io.janus.quarkus.config;

import java.util.List;
import java.util.Set;

/** Keys of the file format whose feature does not exist yet. They are refused by name, never ignored. */
final class NotYet {

    private static final Set<String> KEYS = Set.of(
            "listeners.*.access-log");

    private NotYet() {
    }

    /** @param path the segments of the key; names of listeners, backends and endpoints as they are */
    static boolean key(List<String> path) {
        return KEYS.contains(wild(path));
    }

    /** All names stand in the second place. */
    private static String wild(List<String> path) {
        if (path.size() < 2) {
            return String.join(".", path);
        }
        return path.get(0) + ".*" + (path.size() > 2 ? "." + String.join(".", path.subList(2, path.size())) : "");
    }
}
