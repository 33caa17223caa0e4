package io.janus.quarkus.control;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.UnixOperatingSystemMXBean;

import io.janus.proxy.io.NettyVersions;
import io.janus.proxy.spec.ListenerSpec;
import io.janus.proxy.spec.ProxySpec;

/** What about the machine and the application around Janus is worth a warning at start. Nothing here stops it. */
final class StartChecks {

    /** The oldest 4.1 without the known holes in TLS and HTTP parsing; an application's own BOM may bring an older one. */
    private static final int SAFE_NETTY_PATCH = 137;

    private static final Pattern NETTY_4_1 = Pattern.compile("4\\.1\\.(\\d+)\\..*");

    private StartChecks() {
    }

    /** All warnings for this process. */
    static List<String> warnings(ProxySpec spec, Optional<String> fallbackReason) {
        List<String> warnings = new ArrayList<>();
        fallbackReason
                .ifPresent(reason -> warnings.add("The slower NIO transport is in use instead of native epoll: "
                        + reason
                        + ". In a JVM, put io.netty:netty-transport-native-epoll for this machine on the class path."));
        netty(NettyVersions.of("netty-transport")).ifPresent(warnings::add);
        descriptors(spec, descriptorLimit()).ifPresent(warnings::add);
        return warnings;
    }

    /** @param version Netty's, empty where the build took the information away */
    static Optional<String> netty(Optional<String> version) {
        return version.filter(StartChecks::isUnsafe).map(old -> "Netty " + old
                + " is on the class path, which has known security holes. It must be 4.1." + SAFE_NETTY_PATCH
                + ".Final or newer: import a newer io.netty:netty-bom before the Quarkus BOM.");
    }

    /**
     * Every connection takes two descriptors, one on each side: an exchange has one connection to an endpoint at a time. What
     * waits in pools comes on top, but while clients are many their exchanges take from there.
     */
    static Optional<String> descriptors(ProxySpec spec, OptionalLong limit) {
        long connections = spec.listeners().values().stream().mapToLong(ListenerSpec::maxConnections).sum();
        if (limit.isEmpty() || limit.getAsLong() >= 2 * connections) {
            return Optional.empty();
        }
        return Optional.of("This process may open " + limit.getAsLong() + " files, and the listeners allow " + connections
                + " connections, which take two each. The limit must be " + 2 * connections
                + " or more: raise it (ulimit -n, or LimitNOFILE= in a systemd unit) or lower max-connections.");
    }

    private static boolean isUnsafe(String version) {
        Matcher matcher = NETTY_4_1.matcher(version);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) < SAFE_NETTY_PATCH;
    }

    private static OptionalLong descriptorLimit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? OptionalLong.of(unix.getMaxFileDescriptorCount())
                : OptionalLong.empty();
    }
}
