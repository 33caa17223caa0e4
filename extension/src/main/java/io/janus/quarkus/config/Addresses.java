package io.janus.quarkus.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.spec.HostPort;
import io.netty.util.NetUtil;

/** What may stand in {@code bind} and {@code address}. Nothing here asks a name server. */
final class Addresses {

    /** RFC 1123, section 2.1, with the lengths of RFC 1035: labels of letters, digits and hyphens. */
    static final Pattern HOST_NAME = Pattern
            .compile("(?=.{1,253}\\.?$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
                    + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.?");

    private static final String ANY = "*";

    private Addresses() {
    }

    /**
     * The address to listen on.
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    static InetSocketAddress bind(String text) {
        HostPort written = hostPort(text, "127.0.0.1:8080");
        if (written.host().equals(ANY)) {
            return new InetSocketAddress(written.port());
        }
        InetAddress address = written.host().equalsIgnoreCase("localhost") ? loopback() : literal(written.host());
        if (address == null) {
            throw new IllegalArgumentException(
                    "must begin with an IP address, localhost or *, for Janus listens on addresses of"
                            + " this machine only. Maybe write *:" + written.port() + ".");
        }
        return new InetSocketAddress(address, written.port());
    }

    /**
     * The address of an endpoint.
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    static HostPort endpoint(String text) {
        HostPort written = hostPort(text, "127.0.0.1:8081");
        if (written.port() == 0) {
            throw new IllegalArgumentException("must end with a port from 1 to 65535.");
        }
        InetAddress address = literal(written.host());
        if (address != null && (address.isAnyLocalAddress() || address.isMulticastAddress())) {
            throw new IllegalArgumentException("must be an address that one can connect to. Maybe write 127.0.0.1:"
                    + written.port() + ".");
        }
        String host = written.host();
        String lastLabel = host.substring(host.lastIndexOf('.', Math.max(0, host.length() - 2)) + 1);
        if (address == null && (!HOST_NAME.matcher(host).matches() || lastLabel.matches("[0-9]+\\.?"))) {
            throw new IllegalArgumentException(
                    "must begin with an IP address or a host name of letters, digits, hyphens and dots.");
        }
        return written;
    }

    /** One form for all spellings of an address, to compare it by. */
    static HostPort canonical(HostPort address) {
        InetAddress literal = literal(address.host());
        String host = literal != null ? literal.getHostAddress() : address.host().toLowerCase(Locale.ROOT);
        return new HostPort(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, address.port());
    }

    /** Whether two listeners cannot have both; a wildcard takes a port on every address, of both IP versions. */
    static boolean collide(InetSocketAddress a, InetSocketAddress b) {
        boolean anywhere = a.getAddress().isAnyLocalAddress() || b.getAddress().isAnyLocalAddress();
        return a.getPort() != 0 && a.getPort() == b.getPort() && (anywhere || a.getAddress().equals(b.getAddress()));
    }

    private static HostPort hostPort(String text, String example) {
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            throw new IllegalArgumentException("must be host:port, without " + Words.plain(text.substring(0, scheme + 3))
                    + ". Maybe write " + example + ".");
        }
        try {
            if (text.endsWith("]")) {
                throw new IllegalArgumentException("must be host:port, and has no port");
            }
            HostPort written = HostPort.parse(text);
            if (text.startsWith("[") && !NetUtil.isValidIpV6Address(written.host())) {
                throw new IllegalArgumentException("must have an IPv6 address in its brackets");
            }
            return written;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ". Maybe write " + meant(text, example) + ".", e);
        }
    }

    /** What the operator left out, added from the example. */
    private static String meant(String text, String example) {
        int colon = example.indexOf(':');
        if (text.matches(":?[0-9]{1,5}")) {
            return example.substring(0, colon + 1) + text.replace(":", "");
        }
        if (text.endsWith("]")) {
            return text + example.substring(colon);
        }
        // ::1:8080 is an IPv6 address itself, but few mean that one.
        int last = text.lastIndexOf(':');
        if (last > 0 && NetUtil.isValidIpV6Address(text.substring(0, last))) {
            return "[" + text.substring(0, last) + "]" + text.substring(last);
        }
        if (NetUtil.isValidIpV6Address(text)) {
            return "[" + text + "]" + example.substring(colon);
        }
        return text.equals(ANY) || HOST_NAME.matcher(text).matches() ? text + example.substring(colon) : example;
    }

    /** The address a literal stands for; null for anything else, a name above all. */
    static @Nullable InetAddress literal(String host) {
        if (!NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host)) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            // An IPv6 zone of no network interface here: fe80::1%eth9.
            return null;
        }
    }

    private static InetAddress loopback() {
        byte[] address = { 127, 0, 0, 1 };
        try {
            return InetAddress.getByAddress("localhost", address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }
}
