package io.janus.quarkus.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.quarkus.log.LogText;
import io.janus.quarkus.plan.Change.Action;
import io.janus.quarkus.plan.Change.Kind;
import io.janus.quarkus.threads.ControlThread;

/** How the routes of a listener change. A route is the same one as long as it matches the same requests. */
final class RouteDiff {

    /** To say where the requests of a route went or go takes a look at all others: worth it for what people read. */
    private static final int MOST_EXPLAINED = 20;

    private static final Change UNSAID = new Change(Action.CHANGE, Kind.MORE, "", "");

    private final String listener;
    private final HttpSpec before;
    private final HttpSpec after;
    private int explained;

    RouteDiff(String listener, HttpSpec before, HttpSpec after) {
        this.listener = listener;
        this.before = before;
        this.after = after;
    }

    List<Change> changes() {
        if (before.routes().equals(after.routes())) {
            return List.of();
        }
        Map<Match, RouteSpec> old = byMatch(before);
        Map<Match, RouteSpec> now = byMatch(after);
        List<Change> changes = new ArrayList<>();
        Map<String, RouteSpec> moved = moved(old, now);
        old.forEach((match, route) -> {
            ControlThread.giveWay();
            if (changes.size() > Planner.MOST_CHANGES) {
                count(changes, !route.equals(now.get(match)));
                return;
            }
            RouteSpec to = route.name().map(moved::get).orElse(null);
            if (to != null) {
                changes.add(new Change(Action.CHANGE, Kind.ROUTE, name(to), "route " + route.name().orElseThrow()
                        + " of listener " + listener + " matches " + matched(to.match()) + " instead of " + matched(match)
                        + changesBut(route, to)));
            } else if (!now.containsKey(match)) {
                changes.add(explained(new Change(Action.REMOVE, Kind.ROUTE, name(route),
                        "route " + shown(route) + " of listener " + listener + " is removed"),
                        () -> "its requests " + taker(match, after, "go")));
            }
        });
        now.forEach((match, route) -> {
            ControlThread.giveWay();
            RouteSpec same = old.get(match);
            if (changes.size() > Planner.MOST_CHANGES) {
                count(changes, same == null);
                return;
            }
            if (same == null && route.name().map(moved::get).isEmpty()) {
                changes.add(explained(new Change(Action.ADD, Kind.ROUTE, name(route), "route " + shown(route) + " of listener "
                        + listener + " is added and " + does(route)),
                        () -> "until now these requests " + taker(match, before, "went")));
            } else if (same != null && !same.equals(route)) {
                changes.add(new Change(Action.CHANGE, Kind.ROUTE, name(route), "route " + shown(route) + " of listener "
                        + listener + " changes " + String.join(", ", Differences.of(same, route, Set.of("match")))));
            }
        });
        if (changes.isEmpty()) {
            changes.add(new Change(Action.CHANGE, Kind.ROUTE, listener, "routes of listener " + listener
                    + " change their order, which decides between those of equal rank"));
        }
        return changes;
    }

    /** Beyond what is shown, changes are only counted: to put ten thousand in words takes longer than to make them. */
    private static void count(List<Change> changes, boolean differs) {
        if (differs) {
            changes.add(UNSAID);
        }
    }

    /** Routes that kept their name and match something else now, by that name. */
    private static Map<String, RouteSpec> moved(Map<Match, RouteSpec> old, Map<Match, RouteSpec> now) {
        Set<String> names = new HashSet<>();
        old.forEach((match, route) -> {
            ControlThread.giveWay();
            route.name().filter(name -> !now.containsKey(match)).ifPresent(names::add);
        });
        Map<String, RouteSpec> moved = new HashMap<>();
        now.forEach((match, route) -> {
            ControlThread.giveWay();
            route.name().filter(name -> names.contains(name) && !old.containsKey(match))
                    .ifPresent(name -> moved.put(name, route));
        });
        return moved;
    }

    private static String changesBut(RouteSpec before, RouteSpec after) {
        List<String> rest = Differences.of(before, after, Set.of("match"));
        return rest.isEmpty() ? "" : ", and changes " + String.join(", ", rest);
    }

    private static Map<Match, RouteSpec> byMatch(HttpSpec http) {
        Map<Match, RouteSpec> routes = new LinkedHashMap<>();
        http.routes().forEach(route -> {
            ControlThread.giveWay();
            routes.put(route.match(), route);
        });
        return routes;
    }

    private Change explained(Change change, Supplier<String> impact) {
        return ++explained > MOST_EXPLAINED ? change : change.with(impact.get());
    }

    /** What becomes of the requests of a match where it is not there itself. */
    private static String taker(Match match, HttpSpec among, String verb) {
        Optional<RouteSpec> next = among.routes().stream().filter(route -> Coverage.covers(route.match(), match))
                .max(Comparator.comparing(RouteSpec::match, Precedence.ORDER));
        if (next.isPresent()) {
            return verb + " to route " + shown(next.get()) + ", which " + does(next.get());
        }
        return among.backend().map(backend -> verb + " to the listener's backend " + backend)
                .orElse(verb.equals("go") ? "are answered 404 then" : "were answered 404");
    }

    private static String does(RouteSpec route) {
        if (route.action() instanceof Forward forward) {
            return "leads to backend " + forward.backend();
        }
        return route.action() instanceof Redirect redirect ? "redirects with " + redirect.status()
                : route.action() instanceof Deny ? "denies" : "answers";
    }

    private String name(RouteSpec route) {
        return listener + " " + shown(route);
    }

    /** As people name a route: by its name, or by what it matches. */
    private static String shown(RouteSpec route) {
        String matched = matched(route.match());
        return LogText.line(route.name().map(name -> name + " (" + matched + ")").orElse(matched));
    }

    private static String matched(Match match) {
        String path = match.pathExact().map(exact -> "=" + exact)
                .orElse(match.path().orElse(match.host().isPresent() ? "" : "/"));
        String methods = match.methods().isEmpty() ? ""
                : match.methods().stream().sorted().collect(Collectors.joining(",", " [", "]"));
        String headers = match.headers().isEmpty() ? ""
                : match.headers().entrySet().stream().map(field -> field.getKey() + "=" + field.getValue()).sorted()
                        .collect(Collectors.joining(",", " {", "}"));
        return LogText.line(match.host().orElse("") + path + methods + headers);
    }
}
