package io.janus.proxy.route;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Action;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;
import io.janus.proxy.spec.RouteSpec.Match;

/** A route in few words. It leads to backend {@code app}, unless said otherwise. */
public final class RouteDraft {

    private final Optional<String> name;
    private Optional<String> host = Optional.empty();
    private Optional<String> prefix = Optional.empty();
    private Optional<String> exact = Optional.empty();
    private final Set<String> methods = new HashSet<>();
    private final Map<String, String> headers = new HashMap<>();
    private Action action = new Forward("app", Optional.empty());
    private Optional<Duration> requestTimeout = Optional.empty();

    private RouteDraft(Optional<String> name) {
        this.name = name;
    }

    public static RouteDraft route(String name) {
        return new RouteDraft(Optional.of(name));
    }

    public static RouteDraft unnamed() {
        return new RouteDraft(Optional.empty());
    }

    public RouteDraft host(String name) {
        host = Optional.of(name);
        return this;
    }

    public RouteDraft prefix(String path) {
        prefix = Optional.of(path);
        return this;
    }

    public RouteDraft exact(String path) {
        exact = Optional.of(path);
        return this;
    }

    public RouteDraft methods(String... any) {
        methods.addAll(List.of(any));
        return this;
    }

    public RouteDraft header(String field, String value) {
        headers.put(field, value);
        return this;
    }

    public RouteDraft to(Action what) {
        action = what;
        return this;
    }

    public RouteDraft rewrite(String replacement) {
        return to(new Forward("app", Optional.of(replacement)));
    }

    public RouteDraft requestTimeout(Duration timeout) {
        requestTimeout = Optional.of(timeout);
        return this;
    }

    public RouteSpec build() {
        return new RouteSpec(name, new Match(host, prefix, exact, methods, headers), action, HeaderEditsSpec.NONE,
                HeaderEditsSpec.NONE, requestTimeout, Optional.empty());
    }
}
