package io.janus.quarkus.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.state.RouteState;
import io.janus.quarkus.plan.Precedence;

/**
 * A route that was considered for a request.
 *
 * @param route what it says
 * @param matches whether it would take the request
 * @param why it was picked or not; printable
 */
public record Considered(RouteSpec route, boolean matches, String why) {

    /** What a person reads at most; of ten thousand the nearest. */
    static final int MOST = 100;

    private record Look(RouteSpec route, boolean picked, @Nullable Miss miss) {

        /** How near it was to being picked: the one picked, those that match, and the others by what they lack. */
        int nearness() {
            return picked ? Miss.values().length + 1 : miss == null ? Miss.values().length : miss.ordinal();
        }
    }

    /**
     * The routes of a listener, the one picked first, then those that match, the most specific first, then those that nearly
     * do; at most {@value #MOST}.
     *
     * @param picked by the table; null when none was
     */
    static List<Considered> of(List<RouteState> routes, @Nullable RouteState picked, SentRequest request) {
        List<Look> looks = new ArrayList<>(routes.size());
        for (RouteState state : routes) {
            if (state.route() != null) {
                RouteSpec route = state.route().spec();
                looks.add(new Look(route, state == picked, Miss.first(route.match(), request)));
            }
        }
        looks.sort(Comparator.comparingInt(Look::nearness).thenComparing(look -> look.route.match(), Precedence.ORDER)
                .reversed());
        Look first = looks.isEmpty() || !looks.get(0).picked ? null : looks.get(0);
        return looks.stream().limit(MOST)
                .map(look -> new Considered(look.route, look.miss == null, why(look, first, request))).toList();
    }

    private static String why(Look look, @Nullable Look picked, SentRequest request) {
        if (look.miss != null) {
            return look.miss.text(look.route.match(), request);
        }
        if (look.picked || picked == null) {
            return "picked";
        }
        return Precedence.first(look.route.match(), picked.route.match())
                .map(decisive -> "matches, but the one picked is more specific: " + decisive.advantage())
                .orElse("matches as well as the one picked, which comes first in the configuration");
    }
}
