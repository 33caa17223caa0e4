package io.janus.quarkus.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;
import io.janus.quarkus.log.LogText;
import io.janus.quarkus.plan.Change.Action;
import io.janus.quarkus.plan.Change.Kind;

/** The differences between two specifications, as changes of listeners, routes, backends and endpoints. */
final class SpecDiff {

    private final List<Change> changes = new ArrayList<>();

    private SpecDiff() {
    }

    static List<Change> of(ProxySpec before, ProxySpec after) {
        SpecDiff diff = new SpecDiff();
        diff.listeners(before.listeners(), after.listeners());
        diff.backends(before.backends(), after.backends());
        return diff.changes;
    }

    private void listeners(Map<String, ListenerSpec> before, Map<String, ListenerSpec> after) {
        before.forEach((name, listener) -> {
            if (!after.containsKey(name)) {
                add(Action.REMOVE, Kind.LISTENER, name, "listener " + name + " is removed");
            }
        });
        after.forEach((name, listener) -> {
            ListenerSpec old = before.get(name);
            if (old == null) {
                add(Action.ADD, Kind.LISTENER, name, "listener " + name + " is added on " + LogText.address(listener.bind()));
                return;
            }
            if (old.equals(listener)) {
                return;
            }
            Set<String> elsewhere = Set.of("routes");
            List<String> settings = new ArrayList<>(Differences.of(old, listener, Set.of("protocol")));
            if (old.protocol().getClass() == listener.protocol().getClass()) {
                settings.addAll(Differences.of((Record) old.protocol(), (Record) listener.protocol(), elsewhere));
            } else {
                settings.add("protocol: " + protocol(old) + " → " + protocol(listener));
            }
            if (!settings.isEmpty()) {
                add(Action.CHANGE, Kind.LISTENER, name, "listener " + name + " changes " + String.join(", ", settings));
            }
            if (old.protocol() instanceof HttpSpec oldHttp && listener.protocol() instanceof HttpSpec http) {
                changes.addAll(new RouteDiff(name, oldHttp, http).changes());
            }
        });
    }

    private void backends(Map<String, BackendSpec> before, Map<String, BackendSpec> after) {
        before.forEach((name, backend) -> {
            if (!after.containsKey(name)) {
                add(Action.REMOVE, Kind.BACKEND, name, "backend " + name + " is removed with " + endpoints(backend));
            }
        });
        after.forEach((name, backend) -> {
            BackendSpec old = before.get(name);
            if (old == null) {
                add(Action.ADD, Kind.BACKEND, name, "backend " + name + " is added with " + endpoints(backend));
            } else if (!old.equals(backend)) {
                List<String> settings = Differences.of(old, backend, Set.of("endpoints"));
                if (!settings.isEmpty()) {
                    add(Action.CHANGE, Kind.BACKEND, name, "backend " + name + " changes " + String.join(", ", settings));
                }
                endpoints(name, old.endpoints(), backend.endpoints());
            }
        });
    }

    private void endpoints(String backend, Map<String, EndpointSpec> before, Map<String, EndpointSpec> after) {
        before.forEach((id, endpoint) -> {
            if (!after.containsKey(id)) {
                add(Action.REMOVE, Kind.ENDPOINT, backend + "/" + id, "endpoint " + backend + "/" + id + " is removed");
            }
        });
        after.forEach((id, endpoint) -> {
            EndpointSpec old = before.get(id);
            String name = backend + "/" + id;
            if (old == null) {
                add(Action.ADD, Kind.ENDPOINT, name, "endpoint " + name + " is added at " + endpoint.address() + " with weight "
                        + endpoint.weight());
            } else if (!old.equals(endpoint)) {
                add(Action.CHANGE, Kind.ENDPOINT, name,
                        "endpoint " + name + " changes " + String.join(", ", Differences.of(old, endpoint, Set.of())));
            }
        });
    }

    private static String protocol(ListenerSpec listener) {
        return listener.protocol() instanceof HttpSpec ? "http" : "tcp";
    }

    private static String endpoints(BackendSpec backend) {
        int size = backend.endpoints().size();
        return size == 1 ? "1 endpoint" : size + " endpoints";
    }

    private void add(Action action, Kind kind, String name, String text) {
        changes.add(new Change(action, kind, name, text));
    }
}
