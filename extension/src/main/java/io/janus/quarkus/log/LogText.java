package io.janus.quarkus.log;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

import io.janus.proxy.spec.HostPort;
import io.janus.proxy.state.ProxyEndpoint;

/** Text for one line of the log: bounded, without control characters, with numbers people can read. */
public final class LogText {

    /** Enough for any reason an operating system gives, and short enough for a terminal. */
    private static final int MOST_CHARS = 300;

    private LogText() {
    }

    /**
     * Makes any text fit for a line: what could end the line, move the cursor or hide is replaced by its code point, and what
     * is longer than {@value #MOST_CHARS} characters is cut.
     */
    public static String line(String text) {
        if (text.length() <= MOST_CHARS && isPlain(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), MOST_CHARS));
        text.codePoints().limit(MOST_CHARS).forEach(c -> {
            if (isPlain(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return line.length() <= MOST_CHARS ? line.toString() : line.substring(0, MOST_CHARS) + "…";
    }

    /** A duration as the configuration would have it: {@code 2s}, {@code 1500ms}, {@code 1h}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** An address as the configuration would have it: {@code 127.0.0.1:5432}, {@code [::1]:5432}, {@code db.internal:5432}. */
    public static String address(InetSocketAddress address) {
        String host = address.isUnresolved() ? address.getHostString() : address.getAddress().getHostAddress();
        return new HostPort(host, address.getPort()).toString();
    }

    /** An endpoint and where it is: {@code app/app-1 (127.0.0.1:8081)}. */
    public static String endpoint(ProxyEndpoint endpoint) {
        return endpoint.backend() + "/" + endpoint.id() + " (" + address(endpoint.address()) + ")";
    }

    /** A count with its thousands apart: {@code 8,211}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Whether it is fit as it is, as nearly all are; no to some that are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
