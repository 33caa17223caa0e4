package io.janus.quarkus.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/** What may stand in {@code path}, {@code host} and {@code status} of a probe. */
final class ProbeText {

    /** Below it are interim answers, which are followed by another. */
    static final int FIRST_FINAL = 200;

    /** Above it is nothing (RFC 9110, section 15). */
    static final int LAST = 599;

    /** No health check needs more, and every server takes it: the usual limit of a request line is 8 KiB. */
    private static final int LONGEST_PATH = 2048;

    private static final Pattern STATUSES = Pattern.compile("([2-5][0-9]{2})(?:-([2-5][0-9]{2}))?");

    /** {@code 2xx}, {@code 2xx-3xx}: usual elsewhere. */
    private static final Pattern CLASSES = Pattern.compile("([2-5])(?:xx|XX|\\*\\*)(?:-([2-5])(?:xx|XX|\\*\\*))?");

    /** Two statuses with something else between them than one hyphen: {@code 200 - 399}, {@code 200..399}, {@code 200,204}. */
    private static final Pattern APART = Pattern.compile("([2-5][0-9]{2})[^0-9]+([2-5][0-9]{2})");

    private static final Pattern WITH_PORT = Pattern.compile("(.*[^:]):([0-9]{1,5})");

    /** A path that lacks no more than its first slash, and no URL. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~/?=&-]+");

    private static final Pattern URL = Pattern.compile("https?://[^/?#]+(/[^#]*)?.*");

    private ProbeText() {
    }

    /** All statuses from one to another, both included. */
    record Statuses(int from, int to) {
    }

    /**
     * A path, perhaps with a query.
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    static String path(String text) {
        if (!text.startsWith("/")) {
            Matcher url = URL.matcher(text);
            String meant = url.matches() ? url.group(1) == null ? "/" : url.group(1) : "/" + text;
            boolean isClear = url.matches() || PLAIN.matcher(text).matches();
            throw new IllegalArgumentException(
                    "must be a path that begins with /." + (isClear ? " Maybe write " + Words.plain(meant) + "." : ""));
        }
        int fragment = text.indexOf('#');
        if (fragment >= 0) {
            throw new IllegalArgumentException("must not have # and what follows, which no client sends. Maybe write "
                    + Words.plain(text.substring(0, fragment)) + ".");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "must consist of visible ASCII characters, without spaces. Maybe write others as %20 and the like.");
        }
        if (text.length() > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "has " + text.length() + " characters and must have at most " + LONGEST_PATH + ".");
        }
        return text;
    }

    /**
     * A host with or without a port, as it is written.
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    static String host(String text) {
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            String host = text.substring(scheme + 3).replaceFirst("[/?#].*", "");
            throw new IllegalArgumentException("must be a host with or without a port, without "
                    + Words.plain(text.substring(0, scheme + 3)) + "." + (isHost(host) ? " Maybe write " + host + "." : ""));
        }
        if (!text.startsWith("[") && NetUtil.isValidIpV6Address(text)) {
            throw new IllegalArgumentException(
                    "must have its IPv6 address in brackets. Maybe write [" + Words.plain(text) + "].");
        }
        if (!isHost(text)) {
            throw new IllegalArgumentException(
                    "must be a host name of letters, digits, hyphens and dots, or an IP address, with"
                            + " or without a port from 1 to 65535.");
        }
        return text;
    }

    private static boolean isHost(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        if (!withPort.matches()) {
            return HostText.isOneHost(text);
        }
        int port = Integer.parseInt(withPort.group(2));
        return port >= 1 && port <= 65535 && HostText.isOneHost(withPort.group(1));
    }

    /**
     * One status, or all from one to another.
     *
     * @throws IllegalArgumentException with the rule and a hint
     */
    static Statuses statuses(String text) {
        Matcher written = STATUSES.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("must be a status from 200 to 599, or a range of them such as 200-399."
                    + meant(text));
        }
        int from = Integer.parseInt(written.group(1));
        int to = written.group(2) == null ? from : Integer.parseInt(written.group(2));
        if (from > to) {
            throw new IllegalArgumentException("must begin with the smaller status. Maybe write " + to + "-" + from + ".");
        }
        return new Statuses(from, to);
    }

    private static String meant(String text) {
        Matcher classes = CLASSES.matcher(text);
        if (classes.matches()) {
            String last = classes.group(2) == null ? classes.group(1) : classes.group(2);
            return maybe(classes.group(1) + "00", last + "99");
        }
        Matcher apart = APART.matcher(text);
        return apart.matches() ? maybe(apart.group(1), apart.group(2)) : "";
    }

    private static String maybe(String from, String to) {
        return from.compareTo(to) < 0 ? " Maybe write " + from + "-" + to + "." : "";
    }
}
