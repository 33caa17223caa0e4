package io.janus.quarkus.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.janus.proxy.Proxy;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.spec.EndpointSpec;
import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ProxySpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.quarkus.config.ShutdownConfig;
import io.janus.quarkus.log.LogText;
import io.janus.quarkus.plan.Change.Action;
import io.janus.quarkus.plan.Change.Kind;

/** Says what a configuration would change of the one in force, and what that would do to the traffic there is. Any thread. */
public final class Planner {

    /** What people read and twenty versions are kept of; the rest is counted. */
    static final int MOST_CHANGES = 200;

    private final Proxy proxy;

    public Planner(Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * In the order listeners, routes, backends, endpoints, shutdown.
     *
     * @param stop how to stop as it is in force
     * @param wanted what is asked for
     * @param wantedStop how to stop then
     */
    public List<Change> changes(ShutdownConfig stop, ProxySpec wanted, ShutdownConfig wantedStop) {
        List<Change> changes = new ArrayList<>(SpecDiff.of(proxy.state().current().spec(), wanted));
        shutdown(stop, wantedStop).ifPresent(changes::add);
        int more = changes.size() - MOST_CHANGES;
        if (more > 0) {
            changes.subList(MOST_CHANGES, changes.size()).clear();
            changes.add(
                    new Change(Action.CHANGE, Kind.MORE, "", "and " + more + (more == 1 ? " more change" : " more changes")));
        }
        return changes.stream().map(change -> withImpact(change, wanted)).toList();
    }

    private static Optional<Change> shutdown(ShutdownConfig before, ShutdownConfig after) {
        List<String> settings = new ArrayList<>();
        if (!before.acceptWindow().equals(after.acceptWindow())) {
            settings.add("accept-window: " + LogText.duration(before.acceptWindow()) + " → "
                    + LogText.duration(after.acceptWindow()));
        }
        if (!before.drain().equals(after.drain())) {
            settings.add("drain: " + LogText.duration(before.drain()) + " → " + LogText.duration(after.drain()));
        }
        return settings.isEmpty() ? Optional.empty()
                : Optional.of(new Change(Action.CHANGE, Kind.SHUTDOWN, "", "shutdown changes " + String.join(", ", settings)));
    }

    private Change withImpact(Change change, ProxySpec wanted) {
        if (change.impact().isPresent()) {
            return change;
        }
        return switch (change.kind()) {
            case LISTENER -> listener(change);
            case BACKEND -> change.action() == Action.REMOVE ? drains(change, inFlight(change.name())) : change;
            case ENDPOINT -> endpoint(change, wanted);
            case ROUTE, SHUTDOWN, MORE -> change;
        };
    }

    private Change listener(Change change) {
        Optional<Listener> running = proxy.listeners().all().stream().filter(it -> it.name().equals(change.name())).findAny();
        int open = running.map(Listener::connections).orElse(0);
        return switch (change.action()) {
            case ADD -> change;
            case REMOVE -> change.with("stops accepting, and " + connections(open) + " may go on");
            case CHANGE -> change.with((change.text().contains(" bind") ? "the old address stops accepting; " : "")
                    + connections(open) + " " + (open == 1 ? "stays" : "stay")
                    + " open; requests and sessions that begin then get the new settings");
        };
    }

    private Change endpoint(Change change, ProxySpec wanted) {
        int slash = change.name().indexOf('/');
        String backend = change.name().substring(0, slash);
        String id = change.name().substring(slash + 1);
        BackendState running = proxy.state().current().backends().get(backend);
        Optional<ProxyEndpoint> endpoint = running == null ? Optional.empty()
                : running.members().stream().filter(it -> it.id().equals(id)).findAny();
        boolean leaves = change.action() == Action.REMOVE || change.action() == Action.CHANGE
                && !address(proxy.state().current().spec(), backend, id).equals(address(wanted, backend, id));
        return endpoint.isPresent() && leaves ? drains(change, endpoint.get().inFlight()) : change;
    }

    private static Optional<HostPort> address(ProxySpec spec, String backend, String id) {
        return Optional.ofNullable(spec.backends().get(backend)).map(found -> found.endpoints().get(id))
                .map(EndpointSpec::address);
    }

    private int inFlight(String backend) {
        BackendState state = proxy.state().current().backends().get(backend);
        return state == null ? 0 : state.members().stream().mapToInt(ProxyEndpoint::inFlight).sum();
    }

    private static Change drains(Change change, int inFlight) {
        return change.with(inFlight == 0 ? "nothing runs there" : "drains with " + inFlight + " in flight");
    }

    private static String connections(int count) {
        return count == 1 ? "1 connection" : count + " connections";
    }
}
