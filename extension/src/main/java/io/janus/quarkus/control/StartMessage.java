package io.janus.quarkus.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.janus.proxy.Proxy;
import io.janus.proxy.listen.Listener;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.ProxyState;
import io.janus.quarkus.log.LogText;

/** The one message that says what runs where. */
final class StartMessage {

    /** More on one line would not be read, and the rest is in the health data. */
    private static final int MOST_ENDPOINTS = 5;

    private StartMessage() {
    }

    /** Says it of a proxy whose first configuration is in force. */
    static String of(Proxy proxy) {
        return of(proxy.loops().size(), proxy.loops().transport().describe(), proxy.listeners().all(), proxy.state().current());
    }

    private static String of(int loops, String transport, Collection<Listener> listeners, ProxyState state) {
        List<String> lines = new ArrayList<>();
        lines.add("Janus balances on " + (loops == 1 ? "1 event loop" : loops + " event loops") + " over " + transport);
        for (Listener listener : listeners) {
            ListenerState leads = state.listeners().get(listener.name());
            lines.add("  listener " + listener.name() + " on " + LogText.address(listener.address())
                    + (leads == null ? "" : " leads to backend " + leads.backend().name()));
        }
        state.backends().entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue)
                .forEach(backend -> lines.add("  " + describe(backend)));
        return String.join("\n", lines);
    }

    static String describe(BackendState backend) {
        List<ProxyEndpoint> members = backend.members();
        List<String> shown = members.stream().limit(MOST_ENDPOINTS).map(StartMessage::describe).toList();
        int more = members.size() - shown.size();
        return "backend " + backend.name() + " (" + backend.spec().balancer().type() + ") has "
                + (members.size() == 1 ? "1 endpoint" : members.size() + " endpoints") + ": " + String.join(", ", shown)
                + (more == 0 ? "" : " and " + more + " more");
    }

    private static String describe(ProxyEndpoint endpoint) {
        return endpoint.id() + " at " + LogText.address(endpoint.address());
    }
}
