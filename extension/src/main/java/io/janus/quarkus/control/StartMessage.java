package io.janus.quarkus.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.janus.proxy.Proxy;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.spec.HttpSpec;
import io.janus.proxy.spec.ProtocolSpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.quarkus.log.LogText;

/** The one message that says what runs where. */
final class StartMessage {

    /** More on one line would not be read, and the rest is in the health data. */
    private static final int MOST_NAMED = 5;

    private StartMessage() {
    }

    /** Says it of a proxy whose first configuration is in force. */
    static String of(Proxy proxy) {
        return of(proxy.loops().size(), proxy.loops().transport().describe(), proxy.listeners().all(), proxy.state().current());
    }

    /** Says it of one that ran before, in dev mode: what is not new need not be said again. */
    static String goesOn(Proxy proxy) {
        int listeners = proxy.listeners().all().size();
        int connections = proxy.openConnections();
        return "Janus goes on: " + (listeners == 1 ? "1 listener" : listeners + " listeners") + " and "
                + (connections == 1 ? "1 connection" : connections + " connections")
                + " stayed open while the application was started again";
    }

    private static String of(int loops, String transport, Collection<Listener> listeners, ProxyState state) {
        List<String> lines = new ArrayList<>();
        lines.add("Janus balances on " + (loops == 1 ? "1 event loop" : loops + " event loops") + " over " + transport);
        for (Listener listener : listeners) {
            ListenerState current = state.listeners().get(listener.name());
            lines.add("  listener " + listener.name() + " on " + LogText.address(listener.address())
                    + (current == null ? "" : " speaks " + describe(current.spec().protocol())));
        }
        state.backends().entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue)
                .forEach(backend -> lines.add("  " + describe(backend)));
        return String.join("\n", lines);
    }

    static String describe(ProtocolSpec protocol) {
        List<String> backends = List.copyOf(protocol.backends());
        String leads = (backends.size() == 1 ? "leads to backend " : "leads to backends ") + few(backends);
        if (protocol instanceof HttpSpec http) {
            int routes = http.routes().size();
            return "http and " + (backends.isEmpty() ? "answers all requests itself" : leads)
                    + (routes == 0 ? "" : routes == 1 ? " by 1 route" : " by " + routes + " routes");
        }
        return "tcp and " + leads;
    }

    static String describe(BackendState backend) {
        List<ProxyEndpoint> members = backend.members();
        return "backend " + backend.name() + " (" + backend.spec().balancer().type() + ") has "
                + (members.size() == 1 ? "1 endpoint" : members.size() + " endpoints") + ": "
                + few(members.stream().map(StartMessage::describe).toList());
    }

    private static String few(List<String> names) {
        int more = names.size() - MOST_NAMED;
        return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                + (more <= 0 ? "" : " and " + more + " more");
    }

    private static String describe(ProxyEndpoint endpoint) {
        return endpoint.id() + " at " + LogText.address(endpoint.address());
    }
}
