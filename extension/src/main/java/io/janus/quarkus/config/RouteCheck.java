package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Action;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.quarkus.config.ListenerCheck.BackendNames;
import io.janus.quarkus.threads.ControlThread;

/** Makes the specifications of a listener's routes. */
final class RouteCheck {

    private static final String ACTIONS = "backend, deny: true and redirect";

    private final BackendNames backends;
    private final Checks checks;
    private final MatchCheck matches;
    private final HeaderCheck headers;

    /** Thousands of routes name a few backends: each name is kept once. */
    private final Map<String, String> named = new HashMap<>();

    RouteCheck(BackendNames backends, Checks checks) {
        this.backends = backends;
        this.checks = checks;
        this.matches = new MatchCheck(checks);
        this.headers = new HeaderCheck(checks);
    }

    /** Those with nothing wrong in them, in their order. */
    List<RouteSpec> specs(String key, List<RouteConfig> routes) {
        List<RouteSpec> specs = new ArrayList<>();
        Map<String, String> byName = new HashMap<>();
        Map<Match, String> byMatch = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            ControlThread.giveWay();
            String at = key + "[" + i + "]";
            if (checks.findings().doubts(at)) {
                continue;
            }
            RouteConfig route = routes.get(i);
            route.name().ifPresent(name -> name(at, name, byName));
            String matchKey = at + ".match";
            Match match = matches.spec(matchKey, route.match());
            if (!checks.findings().mayExist(matchKey)) {
                refuseTwin(at, match, byMatch);
            }
            Action action = action(at, route);
            HeaderEditsSpec request = headers.edits(at, "request-headers", route.requestHeaders(), true);
            HeaderEditsSpec response = headers.edits(at, "response-headers", route.responseHeaders(), false);
            if (action != null) {
                specs.add(new RouteSpec(route.name(), match, action, request, response, route.timeouts().request(),
                        route.timeouts().response()));
            }
        }
        return specs;
    }

    private void name(String at, String name, Map<String, String> byName) {
        String key = at + ".name";
        if (checks.findings().doubts(key)) {
            return;
        }
        String breach = NameRule.NAME.breach(name);
        String owner = byName.putIfAbsent(name, at);
        if (breach != null) {
            checks.refuse(key, name, breach);
        } else if (owner != null) {
            checks.refuse(key, name, "must not be used twice in a listener, and the route" + place(owner)
                    + " has it already. Maybe take another name.");
        }
    }

    /** Two routes for just the same requests: the first is always taken. */
    private void refuseTwin(String at, Match match, Map<Match, String> byMatch) {
        String twin = byMatch.putIfAbsent(MatchCheck.comparable(match), at);
        if (twin != null) {
            checks.findings().key(at + ".match", "is for the same requests as the route" + place(twin)
                    + ", so that this one would never be taken. Maybe remove one of them.");
        }
    }

    private String place(String route) {
        String line = checks.inLine(route);
        return line.isEmpty() ? " " + route.substring(route.lastIndexOf('.') + 1) : line;
    }

    /** Null when there is none, or more than one. */
    private @Nullable Action action(String at, RouteConfig route) {
        List<Action> actions = new ArrayList<>(1);
        List<String> names = new ArrayList<>(1);
        Optional<String> prefix = checks.read(at, "rewrite.prefix", route.rewrite().prefix(), matches::path);
        route.backend().ifPresent(backend -> {
            backends.check(at + ".backend", route.backend());
            actions.add(new Forward(named.computeIfAbsent(backend, name -> name), prefix));
            names.add("backend");
        });
        if (route.deny()) {
            actions.add(new Deny());
            names.add("deny");
        }
        route.redirect().ifPresent(redirect -> {
            actions.add(new Redirect(redirect.status(), target(at + ".redirect.to", redirect)));
            names.add("redirect");
        });
        requireOne(at, names);
        if (names.size() == 1 && route.backend().isEmpty()) {
            refuseForwardKeys(at, names.get(0));
        }
        return actions.size() == 1 ? actions.get(0) : null;
    }

    private void requireOne(String at, List<String> names) {
        if (names.size() > 1) {
            checks.findings().key(at, "has " + Words.list(names) + ", and a route must have exactly one of " + ACTIONS
                    + ". Maybe remove all but one.");
        } else if (names.isEmpty() && Stream.of(".backend", ".deny", ".redirect")
                .noneMatch(key -> checks.findings().mayExist(at + key))) {
            checks.findings().key(at, "leads nowhere, and a route must have exactly one of " + ACTIONS + ". "
                    + backendOfExample());
        }
    }

    /** Empty when it is missing or bad, which is then told. */
    private String target(String key, RouteConfig.RedirectConfig redirect) {
        String to = checks.required(key, redirect.to(), "a URL or a path. Maybe write to: \"https://www.example.com{path}\".");
        String target = to == null ? null : checks.read(key, to, RedirectTarget::read);
        return target == null ? "" : target;
    }

    private String backendOfExample() {
        return backends.names().stream().findFirst().map(name -> "Maybe write backend: " + name + ".")
                .orElse("Maybe write deny: true.");
    }

    /** What could only be done to requests that are sent on. */
    private void refuseForwardKeys(String at, String action) {
        for (String key : List.of("rewrite", "timeouts", "request-headers", "response-headers")) {
            if (isSet(at, key)) {
                checks.findings().key(at + "." + key, "is for routes with a backend, and this one has " + action
                        + " and sends no request on. Remove it.");
            }
        }
    }

    private boolean isSet(String at, String key) {
        int bracket = at.lastIndexOf('[');
        String listener = at.substring("listeners.".length(), at.lastIndexOf(".routes["));
        return checks.isSet("listeners", listener, "routes", at.substring(bracket), key);
    }
}
