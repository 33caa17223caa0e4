package io.janus.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.Fields;

/**
 * The routes of one host by their paths. Immutable.
 *
 * <p>
 * Exact paths and prefixes share a hash table. A path is hashed once, and looked up where a segment ends and a key of just
 * this length exists; so that eight bytes can be hashed at a time, the hash is taken from one such place to the next. What is
 * found last is the longest prefix; each prefix knows the next shorter one there is, for requests
 * that its routes do not accept.
 */
final class PathTable {

    private final ByteTable table;

    /** By index in the table: the routes of the exact path, those of the prefix, and the next shorter prefix or NONE. */
    private final Alternatives[] exact;
    private final Alternatives[] prefix;
    private final int[] shorter;

    /** A bit for each length that a key has. */
    private final long[] lengths;
    private final int longest;

    /** The routes of prefix {@code /}, which all paths have, and those without path. */
    private final Alternatives root;
    private final Alternatives anyPath;

    private PathTable(Draft draft, List<Criteria> criteria, Runnable pause) {
        List<byte[]> keys = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (String key : draft.keys.keySet()) {
            pause.run();
            indexes.put(key, keys.size());
            keys.add(key.getBytes(StandardCharsets.ISO_8859_1));
        }
        int max = 0;
        for (byte[] key : keys) {
            max = Math.max(max, key.length);
        }
        longest = max;
        lengths = new long[longest / Long.SIZE + 1];
        for (byte[] key : keys) {
            lengths[key.length / Long.SIZE] |= 1L << key.length;
        }
        table = ByteTable.of(keys, this::hash);
        exact = new Alternatives[keys.size()];
        prefix = new Alternatives[keys.size()];
        shorter = new int[keys.size()];
        int index = 0;
        for (Map.Entry<String, Key> key : draft.keys.entrySet()) {
            pause.run();
            exact[index] = alternatives(key.getValue().exact, criteria);
            prefix[index] = alternatives(key.getValue().prefix, criteria);
            shorter[index] = draft.shorter(key.getKey(), indexes);
            index++;
        }
        root = alternatives(draft.root, criteria);
        anyPath = alternatives(draft.anyPath, criteria);
    }

    private static Alternatives alternatives(List<Integer> routes, List<Criteria> criteria) {
        return routes.isEmpty() ? Alternatives.NONE : new Alternatives(routes, criteria);
    }

    /** Whether a key may end here: a segment does, and there is a key of this length. */
    private boolean mayEnd(byte[] path, int end, int length) {
        return (end == length || path[end] == '/') && (lengths[end >> 6] & 1L << end) != 0;
    }

    private long hash(long seed, byte[] key) {
        long hash = seed;
        int hashed = 0;
        for (int end = 1; end <= key.length; end++) {
            if (mayEnd(key, end, key.length)) {
                hash = ByteTable.hash(hash, key, hashed, end);
                hashed = end;
            }
        }
        return hash;
    }

    /** The most specific route that matches, or {@link RouteTable#NONE}. */
    int match(CanonicalPath path, byte[] bytes, int methodStart, int methodEnd, @Nullable Fields fields) {
        int route = RouteTable.NONE;
        if (!path.isAsterisk()) {
            if (table.size() > 0) {
                route = lookUp(path, bytes, methodStart, methodEnd, fields);
            }
            if (route == RouteTable.NONE) {
                route = root.first(bytes, methodStart, methodEnd, fields);
            }
        }
        return route == RouteTable.NONE ? anyPath.first(bytes, methodStart, methodEnd, fields) : route;
    }

    private int lookUp(CanonicalPath path, byte[] bytes, int methodStart, int methodEnd, @Nullable Fields fields) {
        byte[] canonical = path.bytes();
        int length = path.length();
        int last = Math.min(length, longest);
        long hash = table.seed();
        int hashed = 0;
        int longestPrefix = ByteTable.NONE;
        int route = RouteTable.NONE;
        for (int end = 1; end <= last; end++) {
            if (mayEnd(canonical, end, length)) {
                hash = ByteTable.hash(hash, canonical, hashed, end);
                hashed = end;
                int key = table.find(hash, canonical, 0, end);
                if (key != ByteTable.NONE) {
                    if (end == length) {
                        route = exact[key].first(bytes, methodStart, methodEnd, fields);
                    }
                    longestPrefix = prefix[key].isEmpty() ? longestPrefix : key;
                }
            }
        }
        while (route == RouteTable.NONE && longestPrefix != ByteTable.NONE) {
            route = prefix[longestPrefix].first(bytes, methodStart, methodEnd, fields);
            longestPrefix = shorter[longestPrefix];
        }
        return route;
    }

    /** One that is being put together. */
    static final class Draft {

        private final Map<String, Key> keys = new TreeMap<>();
        private final List<Integer> root = new ArrayList<>();
        private final List<Integer> anyPath = new ArrayList<>();

        void anyPath(int route) {
            anyPath.add(route);
        }

        void exact(String path, int route) {
            key(path).exact.add(route);
        }

        /** @param prefix without trailing slash; empty for the root */
        void prefix(String prefix, int route) {
            (prefix.isEmpty() ? root : key(prefix).prefix).add(route);
        }

        private Key key(String path) {
            return keys.computeIfAbsent(path, any -> new Key());
        }

        /** The longest prefix there is that a key begins with. */
        private int shorter(String key, Map<String, Integer> indexes) {
            for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
                Key found = keys.get(key.substring(0, slash));
                if (found != null && !found.prefix.isEmpty()) {
                    return indexes.getOrDefault(key.substring(0, slash), ByteTable.NONE);
                }
            }
            return ByteTable.NONE;
        }

        PathTable compile(List<Criteria> criteria, Runnable pause) {
            return new PathTable(this, criteria, pause);
        }
    }

    private static final class Key {
        private final List<Integer> exact = new ArrayList<>();
        private final List<Integer> prefix = new ArrayList<>();
    }
}
