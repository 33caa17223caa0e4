package io.janus.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

import io.janus.proxy.http.parse.HeadLimits;
import io.janus.proxy.http.parse.RequestHead;
import io.janus.proxy.http.parse.Verdict;
import io.janus.proxy.route.RouteTable;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;

/** The routes of a large listener, of four kinds in turn, and requests for routes of one kind. The same ones in every run. */
final class RoutePlan {

    /** More than a predictor remembers, and few enough that heads are near, as one that was just scanned is. */
    private static final int REQUESTS = 256;

    /** Requests of these have few fields: what a scan notes of each takes memory as if it had so many. */
    private static final HeadLimits FEW_FIELDS = new HeadLimits(1024, 4, 512);

    /** In the order in which they take turns. */
    private static final List<RouteKind> KINDS = List.of(RouteKind.EXACT_PATH, RouteKind.PATH_PREFIX, RouteKind.HOST,
            RouteKind.WILDCARD_HOST);

    private RoutePlan() {
    }

    /** A request whose head was scanned. */
    static final class Request {

        final byte[] bytes;
        final RequestHead head;

        /** The index of the route that it must take, or {@link RouteTable#NONE}. */
        final int expected;

        private Request(byte[] bytes, RequestHead head, int expected) {
            this.bytes = bytes;
            this.head = head;
            this.expected = expected;
        }
    }

    static List<RouteSpec> routes(int count) {
        List<RouteSpec> routes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            routes.add(route(match(kindOf(i), i)));
        }
        return routes;
    }

    private static RouteSpec route(Match match) {
        return new RouteSpec(Optional.empty(), match, new Forward("app", Optional.empty()), HeaderEditsSpec.NONE,
                HeaderEditsSpec.NONE, Optional.empty(), Optional.empty());
    }

    private static Match match(RouteKind kind, int number) {
        Optional<String> host = kind == RouteKind.HOST ? Optional.of(host(number))
                : kind == RouteKind.WILDCARD_HOST ? Optional.of("*." + domain(number)) : Optional.empty();
        Optional<String> prefix = kind == RouteKind.PATH_PREFIX ? Optional.of(prefix(number)) : Optional.empty();
        Optional<String> exact = kind == RouteKind.EXACT_PATH ? Optional.of(path(number)) : Optional.empty();
        return new Match(host, prefix, exact, Set.of(), Map.of());
    }

    private static String path(int number) {
        return "/shop/articles/" + number + "/details";
    }

    private static String prefix(int number) {
        return "/api/v1/service-" + number;
    }

    private static String host(int number) {
        return "customer-" + number + ".example.com";
    }

    private static String domain(int number) {
        return "tenant-" + number + ".example.net";
    }

    /** Requests for routes of a kind, which lie anywhere among so many routes. */
    static Request[] requests(RouteKind kind, int routes) {
        SplittableRandom random = new SplittableRandom(1);
        Heads words = new Heads();
        Request[] requests = new Request[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            int route = kind == RouteKind.NONE ? RouteTable.NONE : anyOf(kind, routes, random);
            String word = words.word(4, 12);
            String host = kind == RouteKind.HOST ? host(route)
                    : kind == RouteKind.WILDCARD_HOST ? word + "." + domain(route) : word + ".example.org";
            String path = kind == RouteKind.EXACT_PATH ? path(route)
                    : kind == RouteKind.PATH_PREFIX ? prefix(route) + "/items/" + word : "/pages/" + word + "/index.html";
            requests[i] = scanned("GET " + path + "?q=" + word + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
                    route);
        }
        return requests;
    }

    private static RouteKind kindOf(int route) {
        return KINDS.get(route % KINDS.size());
    }

    private static int anyOf(RouteKind kind, int routes, SplittableRandom random) {
        int route;
        do {
            route = random.nextInt(routes);
        } while (kindOf(route) != kind);
        return route;
    }

    private static Request scanned(String head, int expected) {
        byte[] bytes = Heads.scannable(head);
        RequestHead scanned = new RequestHead();
        if (scanned.scan(bytes, 0, Heads.end(bytes), FEW_FIELDS) != Verdict.COMPLETE) {
            throw new IllegalStateException("not a head: " + head);
        }
        return new Request(bytes, scanned, expected);
    }
}
