package io.janus.quarkus.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.state.AddressBook;

/**
 * The last known good address of every name. An answer replaces it, silence and errors never do. Confined to the control loop.
 */
final class ResolvedNames implements AddressBook {

    private final AddressBook literals = AddressBook.literals();
    private final Map<String, InetAddress> byHost = new HashMap<>();

    @Override
    public InetSocketAddress lookUp(HostPort address) {
        InetAddress known = byHost.get(address.host());
        return known == null ? literals.lookUp(address) : new InetSocketAddress(known, address.port());
    }

    /** Whether a host is written as an IP address, and so never looked up. */
    boolean isLiteral(String host) {
        return !literals.lookUp(new HostPort(host, 1)).isUnresolved();
    }

    /** The last known good address; null when the name never had one. */
    @Nullable
    InetAddress of(String host) {
        return byHost.get(host);
    }

    /**
     * Takes an answer. Where a name has several addresses, the one in use stays as long as it is among them: answers come in
     * any order, and an endpoint that changes its address loses its connections' statistics and drains.
     *
     * @param answer the addresses, at least one
     * @return whether the address changed
     */
    boolean take(String host, List<InetAddress> answer) {
        InetAddress current = byHost.get(host);
        if (current != null && answer.contains(current)) {
            return false;
        }
        byHost.put(host, answer.get(0));
        return true;
    }

    /** Forgets every other name. */
    void retain(Set<String> hosts) {
        byHost.keySet().retainAll(hosts);
    }
}
