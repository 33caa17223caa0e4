package io.janus.quarkus.admin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.janus.balancer.Outcome;
import io.janus.proxy.Proxy;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.RouteSpec;
import io.janus.proxy.spec.RouteSpec.Deny;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.RouteSpec.Redirect;
import io.janus.proxy.spec.TcpSpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.proxy.state.WeightOverride;
import io.janus.quarkus.control.ControlPlane;
import io.janus.quarkus.live.StatusWord;
import io.janus.quarkus.log.LogText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The running Janus as JSON. Reads the published state; any thread but an event loop of the data plane. */
record StateJson(ControlPlane plane, String version) {

    JsonObject all() {
        Proxy proxy = plane.proxy();
        JsonObject json = new JsonObject().put("janus", version)
                .put("configVersion", proxy.state().current().configVersion())
                .put("ready", !plane.draining() && (proxy.listeners().all().isEmpty() || proxy.listeners().accepting()))
                .put("draining", plane.draining())
                .put("openConnections", proxy.openConnections());
        plane.reloads().refusal().ifPresent(why -> json.put("configRefused", why));
        return json.put("listeners", listeners().getJsonArray("listeners")).put("backends",
                backends().getJsonArray("backends"));
    }

    JsonObject listeners() {
        ProxyState state = plane.proxy().state().current();
        JsonArray all = new JsonArray();
        plane.proxy().listeners().all().stream().sorted(Comparator.comparing(Listener::name))
                .forEach(listener -> all.add(listener(listener, state.spec().listeners().get(listener.name()))));
        return new JsonObject().put("listeners", all);
    }

    private static JsonObject listener(Listener listener, @Nullable ListenerSpec spec) {
        JsonObject json = new JsonObject().put("name", listener.name()).put("address", LogText.address(listener.address()))
                .put("connections", listener.connections());
        if (spec != null) {
            Optional<String> backend = spec.protocol() instanceof HttpSpec http ? http.backend()
                    : Optional.of(((TcpSpec) spec.protocol()).backend());
            json.put("protocol", spec.protocol() instanceof HttpSpec ? "http" : "tcp")
                    .put("maxConnections", spec.maxConnections())
                    .put("routes", spec.protocol() instanceof HttpSpec http ? http.routes().size() : 0);
            backend.ifPresent(name -> json.put("backend", name));
        }
        return json;
    }

    /** @param only the listener whose routes are wanted; empty for all */
    JsonObject routes(Optional<String> only) {
        JsonArray all = new JsonArray();
        for (ListenerSpec listener : plane.proxy().state().current().spec().listeners().values()) {
            if (listener.protocol() instanceof HttpSpec http && only.filter(name -> !name.equals(listener.name())).isEmpty()) {
                http.routes().forEach(route -> all.add(route(listener.name(), route)));
            }
        }
        return new JsonObject().put("routes", all);
    }

    static JsonObject route(String listener, RouteSpec route) {
        JsonObject json = new JsonObject().put("listener", listener);
        route.name().ifPresent(name -> json.put("name", name));
        route.match().host().ifPresent(host -> json.put("host", host));
        route.match().path().ifPresent(path -> json.put("path", path));
        route.match().pathExact().ifPresent(path -> json.put("pathExact", path));
        json.put("methods", new JsonArray(route.match().methods().stream().sorted().toList()))
                .put("headers", new JsonObject(new TreeMap<>(route.match().headers())));
        if (route.action() instanceof Forward forward) {
            json.put("action", "forward").put("backend", forward.backend());
        } else if (route.action() instanceof Redirect redirect) {
            json.put("action", "redirect").put("status", redirect.status()).put("location", redirect.to());
        } else if (route.action() instanceof Deny) {
            json.put("action", "deny");
        }
        return json;
    }

    JsonObject backends() {
        JsonArray all = new JsonArray();
        new TreeMap<>(plane.proxy().state().current().backends()).values().forEach(backend -> all.add(backend(backend)));
        return new JsonObject().put("backends", all);
    }

    /** @throws Problem when there is none of that name */
    JsonObject backend(String name) {
        return backend(existing(name));
    }

    /** @throws Problem when there is none of that name */
    JsonObject endpoint(String backend, String id) {
        return endpoint(existing(backend).members().stream().filter(member -> member.id().equals(id)).findAny()
                .orElseThrow(() -> noEndpoint(backend, id)));
    }

    private BackendState existing(String name) {
        BackendState backend = plane.proxy().state().current().backends().get(name);
        if (backend == null) {
            throw new Problem(404, "There is no backend " + LogText.line(name) + ".");
        }
        return backend;
    }

    static Problem noEndpoint(String backend, String id) {
        return new Problem(404, "There is no endpoint " + LogText.line(backend + "/" + id) + ".");
    }

    private static JsonObject backend(BackendState backend) {
        List<JsonObject> endpoints = backend.members().stream().map(StateJson::endpoint).toList();
        return new JsonObject().put("name", backend.name()).put("balancer", backend.spec().balancer().type())
                .put("panic", backend.panic()).put("endpoints", new JsonArray(endpoints));
    }

    static JsonObject endpoint(ProxyEndpoint endpoint) {
        JsonObject json = new JsonObject().put("backend", endpoint.backend()).put("id", endpoint.id())
                .put("address", LogText.address(endpoint.address()));
        status(endpoint, json);
        json.put("weight", endpoint.weight()).put("configuredWeight", endpoint.configuredWeight())
                .put("warmPercent", endpoint.warmPercent()).put("inFlight", endpoint.inFlight())
                .put("labels", new JsonObject(new TreeMap<>(endpoint.labels())));
        JsonObject attempts = new JsonObject();
        for (Outcome outcome : Outcome.values()) {
            attempts.put(ConfigJson.word(outcome), endpoint.attempts().total(outcome));
        }
        json.put("attempts", attempts);
        WeightOverride set = endpoint.override();
        if (set != null) {
            JsonObject override = new JsonObject().put("drained", set.drained()).put("by", set.by())
                    .put("since", set.since().toString());
            set.weight().ifPresent(weight -> override.put("weight", weight));
            json.put("override", override);
        }
        return json;
    }

    private static void status(ProxyEndpoint endpoint, JsonObject json) {
        EndpointHealth health = endpoint.health();
        Ejection ejection = endpoint.ejection();
        WeightOverride set = endpoint.override();
        String status = StatusWord.of(endpoint);
        boolean resting = status.equals("up") && endpoint.weight() == 0;
        Instant since = health.since();
        json.put("status", status);
        if (status.equals("drained")) {
            json.put("reason", "drained by " + (set == null ? "an operator" : set.by()));
            since = set == null ? since : set.since();
        } else if (status.equals("ejected") && ejection != null) {
            json.put("reason", ejection.reason()).put("until", ejection.until().toString());
            since = ejection.since();
        } else {
            json.put("reason", resting ? "its weight is 0" : health.reason());
            since = resting && set != null && set.weight().isPresent() ? set.since() : since;
        }
        json.put("since", since.toString());
    }
}
