package io.janus.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;

/**
 * Tries every address before Quarkus starts: all that are taken are told at once, and a start that must fail accepts no
 * connection first. Between this try and the real bind another process may still come; then the start fails at the real one.
 */
final class BindCheck {

    private BindCheck() {
    }

    /**
     * Binds everything for a moment.
     *
     * @throws CommandRefusedException naming each address that cannot be bound, why, and what changes it
     */
    static void require(ProxySpec spec, HostPort admin) {
        List<String> problems = new ArrayList<>();
        for (ListenerSpec listener : spec.listeners().values()) {
            tryToBind(listener.bind()).ifPresent(why -> problems.add("listener " + listener.name() + ": " + why
                    + ", or change janus.listeners." + listener.name() + ".bind."));
        }
        InetSocketAddress adminAddress = new InetSocketAddress(admin.host(), admin.port());
        if (adminAddress.isUnresolved()) {
            problems.add(
                    "admin: the host of " + admin + " is unknown. Give an address of this machine with --admin HOST:PORT.");
        } else {
            adminProblem(spec, adminAddress)
                    .ifPresent(why -> problems.add("admin: " + why + ", or choose another with --admin HOST:PORT."));
        }
        if (!problems.isEmpty()) {
            throw new CommandRefusedException(
                    "Janus cannot start:\n  " + String.join("\n  ", problems) + "\n'ss -ltnp' shows who listens where.");
        }
    }

    private static Optional<String> adminProblem(ProxySpec spec, InetSocketAddress admin) {
        return spec.listeners().values().stream().filter(listener -> clash(listener.bind(), admin)).findFirst()
                .map(listener -> text(admin) + " is also the bind of listener " + listener.name() + ". Change that")
                .or(() -> tryToBind(admin));
    }

    private static boolean clash(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort() && one.getPort() != 0 && (one.getAddress().equals(other.getAddress())
                || one.getAddress().isAnyLocalAddress() || other.getAddress().isAnyLocalAddress());
    }

    /** Why an address cannot be bound and the first half of what to do. */
    private static Optional<String> tryToBind(InetSocketAddress address) {
        StandardProtocolFamily family = address.getAddress() instanceof Inet4Address ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        try (ServerSocketChannel channel = ServerSocketChannel.open(family)) {
            // As a real listener sets it: connections of a process that just ended must not look like a listener.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address, 1);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(explain(address, String.valueOf(e.getMessage())));
        }
    }

    private static String explain(InetSocketAddress address, String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("already in use")) {
            return text(address) + " is already in use, perhaps by another Janus. Stop what listens there";
        }
        if (lower.contains("permission denied")) {
            return text(address) + " may not be bound (permission denied). Give the process CAP_NET_BIND_SERVICE";
        }
        if (lower.contains("cannot assign")) {
            return text(address) + " is no address of this machine. Add it to an interface";
        }
        return text(address) + " cannot be bound (" + reason + "). Clear that up";
    }

    private static String text(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
    }
}
