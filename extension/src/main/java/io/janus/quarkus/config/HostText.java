package io.janus.quarkus.config;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/** The host of a match as it is written. */
final class HostText {

    /** As in RFC 1123, and with the underscores that some systems put into names. */
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)*"
            + "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    private static final Pattern PORT = Pattern.compile("(.*[^:]):[0-9]{1,5}");

    private static final String ONE_LABEL = "*.";

    private HostText() {
    }

    /**
     * In lower case, without a dot at the end.
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    static String read(String text) {
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            String host = text.substring(scheme + 3).replaceFirst("[/:?#].*", "");
            throw new IllegalArgumentException(
                    "must be a host alone, without " + Words.plain(text.substring(0, scheme + 3)) + "."
                            + maybe(host));
        }
        if (text.equals("*")) {
            throw new IllegalArgumentException("must be a host. Remove the key to match every host.");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String host = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (isAddress(host)) {
            return host;
        }
        if (!host.startsWith("[") && NetUtil.isValidIpV6Address(host)) {
            throw new IllegalArgumentException("must have its IPv6 address in brackets. Maybe write [" + host + "].");
        }
        if (PORT.matcher(host).matches()) {
            throw new IllegalArgumentException("must be a host without port, for the port is the listener's."
                    + maybe(PORT.matcher(host).replaceFirst("$1")));
        }
        String name = host.startsWith(ONE_LABEL) ? host.substring(ONE_LABEL.length()) : host;
        if (name.indexOf('*') >= 0) {
            String behind = name.substring(name.lastIndexOf('*') + 1).replaceFirst("^\\.", "");
            throw new IllegalArgumentException("may have *. only once, at its beginning, where it stands for one label."
                    + maybe(ONE_LABEL + behind));
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("must be a host name of letters, digits, hyphens and dots, or an IP address."
                    + maybe(ascii(host)));
        }
        return host;
    }

    /**
     * Whether it is a host name or an IP address (IPv6 in brackets), in upper or lower case, with or without a dot at its end.
     */
    static boolean isOneHost(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return isAddress(lower) || NAME.matcher(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower).matches();
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || host.startsWith("[") && host.endsWith("]")
                && host.indexOf('%') < 0 && NetUtil.isValidIpV6Address(host.substring(1, host.length() - 1));
    }

    private static String maybe(String host) {
        boolean good = NAME.matcher(host.startsWith(ONE_LABEL) ? host.substring(ONE_LABEL.length()) : host).matches();
        return good || isAddress(host) ? " Maybe write " + Words.plain(host) + "." : "";
    }

    /** As requests have an international name (RFC 5891); the text itself when it is none. */
    private static String ascii(String host) {
        try {
            String rest = host.startsWith(ONE_LABEL) ? host.substring(ONE_LABEL.length()) : host;
            return host.substring(0, host.length() - rest.length()) + IDN.toASCII(rest);
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}
