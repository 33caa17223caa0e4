package io.janus.proxy.spec;

/**
 * An address as it is written: an IP literal or a name, and a port.
 *
 * @param host an IPv4 or IPv6 literal (without brackets) or a host name
 * @param port 0 to 65535; 0 means any, and only for something to listen on
 */
public record HostPort(String host, int port) {

    /**
     * Reads {@code host:port}, with an IPv6 literal in brackets: {@code [::1]:5432}.
     *
     * @throws IllegalArgumentException when it is anything else; the message is the rule that was broken, fit for an operator
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("must be host:port, and has no port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
            if (!host.isEmpty() && host.indexOf(':') < 0) {
                throw new IllegalArgumentException("must have an IPv6 address in its brackets");
            }
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("must have its IPv6 address in brackets, as in [::1]:5432");
        }
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '/' || c == '[' || c == ']')) {
            throw new IllegalArgumentException("must begin with an IP address or a host name");
        }
        return new HostPort(host, port(text.substring(colon + 1)));
    }

    private static int port(String digits) {
        boolean number = !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : -1;
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("must end with a port from 0 to 65535");
        }
        return port;
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
