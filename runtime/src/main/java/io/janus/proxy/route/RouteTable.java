package io.janus.proxy.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.http.parse.Fields;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Match;

/**
 * The routes of one listener, compiled: 10,000 of them cost a look-up, not a walk. Only routes of the same host and path, told
 * apart by methods and headers, are tried one by one. Immutable; read by all loops.
 */
public final class RouteTable {

    /** What {@link #match} answers when no route matches. */
    public static final int NONE = -1;

    private static final String WILDCARD = "*.";

    private final List<Route> routes;
    private final Hosts exactHosts;
    private final Hosts wildcardHosts;
    private final PathTable anyHost;

    private RouteTable(List<Route> routes, Hosts exactHosts, Hosts wildcardHosts, PathTable anyHost) {
        this.routes = List.copyOf(routes);
        this.exactHosts = exactHosts;
        this.wildcardHosts = wildcardHosts;
        this.anyHost = anyHost;
    }

    /** {@linkplain #compile(List, Runnable) Compiles} without a pause. */
    public static RouteTable compile(List<RouteSpec> specs) {
        return compile(specs, () -> {
        });
    }

    /**
     * Compiles. Takes milliseconds for thousands of routes; not on an event loop.
     *
     * @param pause run on this thread between small steps, of which the longest makes the hash table of all keys; what it
     *        throws is thrown
     */
    public static RouteTable compile(List<RouteSpec> specs, Runnable pause) {
        List<Route> routes = new ArrayList<>(specs.size());
        List<Criteria> criteria = new ArrayList<>(specs.size());
        Map<String, PathTable.Draft> exact = new LinkedHashMap<>();
        Map<String, PathTable.Draft> wildcard = new LinkedHashMap<>();
        PathTable.Draft any = new PathTable.Draft();
        for (RouteSpec spec : specs) {
            pause.run();
            Route route = new Route(spec);
            Match match = spec.match();
            String host = match.host().orElse("");
            PathTable.Draft paths;
            if (host.isEmpty()) {
                paths = any;
            } else if (host.startsWith(WILDCARD)) {
                paths = wildcard.computeIfAbsent(host.substring(WILDCARD.length()), name -> new PathTable.Draft());
            } else {
                paths = exact.computeIfAbsent(host, name -> new PathTable.Draft());
            }
            route.path().addTo(paths, routes.size());
            routes.add(route);
            criteria.add(Criteria.of(match));
        }
        return new RouteTable(routes, new Hosts(exact, criteria, pause), new Hosts(wildcard, criteria, pause),
                any.compile(criteria, pause));
    }

    /** The routes, in the order they were given. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * The most specific route that matches, by the order of precedence of the Kubernetes Gateway API: exact host, wildcard
     * host; exact path, longest prefix; method; more headers; and where all is equal the one given first. Allocates nothing.
     *
     * @param bytes where the scanned head is
     * @param path the target's path in canonical form
     * @return an index into {@link #routes()}, or {@link #NONE}
     */
    public int match(byte[] bytes, RequestHead head, CanonicalPath path) {
        return match(bytes, head.hostStart(), head.hostEnd(), head.methodStart(), head.methodEnd(), head.fields(), path);
    }

    /**
     * The host of a scanned head as {@link #match} sees it: in lower case, without port and without one trailing dot. Empty
     * where there is none. Allocates: for who explains, not for requests.
     */
    public static String host(byte[] bytes, RequestHead head) {
        if (head.hostStart() < 0) {
            return "";
        }
        Bytes host = new Bytes(Math.max(1, head.hostEnd() - head.hostStart()));
        Authority.writeHost(bytes, head.hostStart(), head.hostEnd(), host);
        return host.toString();
    }

    int match(byte[] bytes, int hostStart, int hostEnd, int methodStart, int methodEnd, @Nullable Fields fields,
            CanonicalPath path) {
        int route = NONE;
        if (hostStart >= 0) {
            int end = Authority.hostEnd(bytes, hostStart, hostEnd);
            PathTable paths = exactHosts.find(bytes, hostStart, end);
            if (paths != null) {
                route = paths.match(path, bytes, methodStart, methodEnd, fields);
            }
            if (route == NONE && (paths = wildcardHosts.findParent(bytes, hostStart, end)) != null) {
                route = paths.match(path, bytes, methodStart, methodEnd, fields);
            }
        }
        return route == NONE ? anyHost.match(path, bytes, methodStart, methodEnd, fields) : route;
    }

    /** Routes by host names in lower case. */
    private static final class Hosts {

        private final ByteTable names;
        private final PathTable[] paths;

        Hosts(Map<String, PathTable.Draft> drafts, List<Criteria> criteria, Runnable pause) {
            List<byte[]> keys = new ArrayList<>(drafts.size());
            paths = new PathTable[drafts.size()];
            for (Map.Entry<String, PathTable.Draft> draft : drafts.entrySet()) {
                pause.run();
                paths[keys.size()] = draft.getValue().compile(criteria, pause);
                keys.add(Text.lower(draft.getKey()));
            }
            names = ByteTable.of(keys, (seed, key) -> ByteTable.hashLower(seed, key, 0, key.length));
        }

        @Nullable
        PathTable find(byte[] bytes, int from, int to) {
            int index = paths.length == 0 ? ByteTable.NONE : names.findLower(bytes, from, to);
            return index == ByteTable.NONE ? null : paths[index];
        }

        /** Looks for what comes after the first label. */
        @Nullable
        PathTable findParent(byte[] bytes, int from, int to) {
            if (paths.length == 0) {
                return null;
            }
            int dot = from;
            while (dot < to && bytes[dot] != '.') {
                dot++;
            }
            return dot == from || dot == to ? null : find(bytes, dot + 1, to);
        }
    }
}
