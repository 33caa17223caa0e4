package io.janus.proxy.http.parse;

/**
 * The authority of a target or a Host field: {@code uri-host [":" port]} (RFC 9110 section 7.2, RFC 3986 section 3.2). User
 * information is refused, as RFC 9110 section 4.2.4 advises.
 */
final class Authority {

    /** An IPv6 address is at most so long: six groups of four digits, their colons, and a dotted IPv4 address. */
    private static final int MAX_IPV6 = 45;

    private static final int MAX_PORT = 65_535;

    private Authority() {
    }

    /** Whether it is a host, not empty, and perhaps a port, which may be empty. */
    static boolean isValid(byte[] bytes, int start, int end) {
        int p = hostEnd(bytes, start, end);
        return p > start && (p == end || isPort(bytes, p, end));
    }

    /** Whether it is a host and a port, none of them empty: the form that CONNECT wants. */
    static boolean isHostWithPort(byte[] bytes, int start, int end) {
        int p = hostEnd(bytes, start, end);
        return p > start && end - p > 1 && isPort(bytes, p, end);
    }

    /** One after the host; its start when it is malformed or empty. */
    private static int hostEnd(byte[] bytes, int start, int end) {
        if (start < end && bytes[start] == '[') {
            return addressEnd(bytes, start, end);
        }
        int p = start;
        while (p < end) {
            if (Octets.isRegName(bytes[p])) {
                p++;
            } else if (bytes[p] == '%' && end - p > 2 && Octets.hex(bytes[p + 1]) >= 0 && Octets.hex(bytes[p + 2]) >= 0) {
                p += 3;
            } else {
                break;
            }
        }
        return p;
    }

    /** Rough: what may stand in an IPv6 address, with two colons at least. It goes nowhere but into comparisons. */
    private static int addressEnd(byte[] bytes, int start, int end) {
        int colons = 0;
        int p = start + 1;
        while (p < end && bytes[p] != ']') {
            if (bytes[p] == ':') {
                colons++;
            } else if (bytes[p] != '.' && Octets.hex(bytes[p]) < 0) {
                return start;
            }
            p++;
        }
        return p < end && colons >= 2 && p - start - 1 <= MAX_IPV6 ? p + 1 : start;
    }

    private static boolean isPort(byte[] bytes, int colon, int end) {
        if (bytes[colon] != ':') {
            return false;
        }
        int port = 0;
        for (int p = colon + 1; p < end; p++) {
            if (!Octets.isDigit(bytes[p])) {
                return false;
            }
            port = port * 10 + bytes[p] - '0';
            if (port > MAX_PORT) {
                return false;
            }
        }
        return true;
    }
}
