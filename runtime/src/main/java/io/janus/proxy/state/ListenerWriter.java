package io.janus.proxy.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.route.Route;
import io.janus.proxy.route.RouteTable;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.RouteSpec.Forward;
import io.janus.proxy.spec.TcpSpec;
import io.janus.proxy.stats.LoopCounters;
import io.janus.proxy.stats.StatusClass;

/**
 * The writer's half of one listener: it keeps the compiled routes while their specification lasts and the numbers of a route
 * while its name lasts, and makes a new {@link ListenerState} for each publish. Confined to the control loop, like its owner.
 */
final class ListenerWriter {

    /** Routes compiled for a specification, not in force yet. */
    record Compiled(HttpSpec spec, RouteTable table) {
    }

    private final int loops;
    private final RouteTotals unrouted;
    private Map<String, RouteTotals> named = new LinkedHashMap<>();
    private ListenerSpec spec;

    /** Null while it speaks TCP. */
    private @Nullable Compiled compiled;

    /** For each route of the table; all in step with {@link #compiled}. */
    private RouteTotals[] totals = {};

    ListenerWriter(ListenerSpec spec, int loops) {
        this.spec = spec;
        this.loops = loops;
        this.unrouted = new RouteTotals(RouteTotals.UNNAMED, new LoopCounters<>(StatusClass.class, loops));
    }

    /**
     * Compiles the routes of a listener, unless they are what is running.
     *
     * @param running the listener of the same name that runs; null when there is none
     * @param pause run between small steps
     * @return null when it speaks TCP
     */
    static @Nullable Compiled compile(ListenerSpec wanted, @Nullable ListenerWriter running, Runnable pause) {
        if (!(wanted.protocol() instanceof HttpSpec http)) {
            return null;
        }
        Compiled now = running == null ? null : running.compiled;
        if (now != null && now.spec.routes().equals(http.routes())) {
            return new Compiled(http, now.table);
        }
        return new Compiled(http, RouteTable.compile(http.routes(), pause));
    }

    /** Takes a new specification, and what was compiled for it. */
    void configure(ListenerSpec wanted, @Nullable Compiled next) {
        boolean sameRoutes = compiled != null && next != null && compiled.table == next.table;
        spec = wanted;
        compiled = next;
        if (!sameRoutes) {
            takeNames(next == null ? List.of() : next.table.routes());
        }
    }

    private void takeNames(List<Route> routes) {
        Map<String, RouteTotals> lasting = new LinkedHashMap<>();
        for (Route route : routes) {
            route.spec().name().ifPresent(name -> lasting.put(name, named.getOrDefault(name, unrouted)));
        }
        List<String> fresh = lasting.keySet().stream().filter(name -> !named.containsKey(name)).toList();
        List<LoopCounters<StatusClass>> counters = LoopCounters.sideBySide(StatusClass.class, loops, fresh.size());
        for (int i = 0; i < fresh.size(); i++) {
            lasting.put(fresh.get(i), new RouteTotals(fresh.get(i), counters.get(i)));
        }
        totals = new RouteTotals[routes.size()];
        for (int i = 0; i < totals.length; i++) {
            Optional<String> name = routes.get(i).spec().name();
            totals[i] = name.map(lasting::get).orElse(unrouted);
        }
        named = lasting;
    }

    /** What to publish now. Compiles nothing. */
    ListenerState state(Map<String, BackendState> backends) {
        if (compiled != null) {
            return new ListenerState(spec, null, httpState(compiled, backends));
        }
        if (spec.protocol() instanceof TcpSpec tcp) {
            return new ListenerState(spec, backends.get(tcp.backend()), null);
        }
        throw new IllegalStateException("listener " + spec.name() + " was not compiled");
    }

    private HttpState httpState(Compiled now, Map<String, BackendState> backends) {
        List<Route> routes = now.table.routes();
        RouteState[] states = new RouteState[routes.size()];
        for (int i = 0; i < states.length; i++) {
            Route route = routes.get(i);
            BackendState backend = route.spec().action() instanceof Forward forward ? backends.get(forward.backend()) : null;
            states[i] = new RouteState(route, backend, totals[i]);
        }
        RouteState fallback = now.spec.backend().map(name -> new RouteState(null, backends.get(name), unrouted)).orElse(null);
        List<RouteTotals> all = new ArrayList<>(named.size() + 1);
        all.add(unrouted);
        all.addAll(named.values());
        return new HttpState(now.spec, spec.accessLog().isPresent(), now.table, states, fallback, unrouted, all);
    }
}
