package io.janus.proxy.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.http.parse.Fields;

/** The routes of the same host and path, the most specific first: with methods, with more headers, given first. Immutable. */
final class Alternatives {

    /** None. */
    static final Alternatives NONE = new Alternatives(List.of(), List.of());

    private final int[] routes;
    private final Criteria[] criteria;

    /**
     * @param routes their indexes
     * @param all the criteria of all routes
     */
    Alternatives(List<Integer> routes, List<Criteria> all) {
        List<Integer> sorted = new ArrayList<>(routes);
        if (sorted.size() > 1) {
            sorted.sort(Comparator.comparing((Integer route) -> !all.get(route).hasMethods())
                    .thenComparing(route -> -all.get(route).headers())
                    .thenComparing(Comparator.naturalOrder()));
        }
        this.routes = new int[sorted.size()];
        this.criteria = new Criteria[sorted.size()];
        for (int i = 0; i < criteria.length; i++) {
            this.routes[i] = sorted.get(i);
            criteria[i] = all.get(this.routes[i]);
        }
    }

    boolean isEmpty() {
        return routes.length == 0;
    }

    /** The first that accepts a request, or {@link RouteTable#NONE}. */
    int first(byte[] bytes, int methodStart, int methodEnd, @Nullable Fields fields) {
        for (int i = 0; i < routes.length; i++) {
            if (criteria[i].accept(bytes, methodStart, methodEnd, fields)) {
                return routes[i];
            }
        }
        return RouteTable.NONE;
    }
}
