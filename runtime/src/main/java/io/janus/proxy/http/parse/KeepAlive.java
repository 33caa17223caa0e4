package io.janus.proxy.http.parse;

/** The {@code timeout} parameter of Keep-Alive fields, whose only description left is RFC 2068 section 19.7.1.1. */
final class KeepAlive {

    private static final byte[] TIMEOUT = Octets.word("timeout");

    private int seconds;

    void reset() {
        seconds = -1;
    }

    /** The smallest there was; -1 when there was none. */
    int seconds() {
        return seconds;
    }

    /** Reads {@code name=value} pairs separated by commas. What it does not understand it skips: the field is only a hint. */
    void read(byte[] bytes, int start, int end) {
        int p = start;
        while (p < end) {
            p = Octets.skipWhiteSpace(bytes, p, end);
            int nameStart = p;
            while (p < end && Octets.isToken(bytes[p])) {
                p++;
            }
            boolean isTimeout = Octets.isWord(bytes, nameStart, p, TIMEOUT);
            p = Octets.skipWhiteSpace(bytes, p, end);
            if (isTimeout && p < end && bytes[p] == '=') {
                p = readSeconds(bytes, Octets.skipWhiteSpace(bytes, p + 1, end), end);
            }
            while (p < end && bytes[p] != ',') {
                p++;
            }
            p++;
        }
    }

    private int readSeconds(byte[] bytes, int start, int end) {
        int p = start;
        long value = 0;
        while (p < end && Octets.isDigit(bytes[p])) {
            value = Math.min(Integer.MAX_VALUE, value * 10 + bytes[p] - '0');
            p++;
        }
        int after = Octets.skipWhiteSpace(bytes, p, end);
        if (p > start && (after == end || bytes[after] == ',')) {
            seconds = seconds < 0 ? (int) value : Math.min(seconds, (int) value);
        }
        return after;
    }
}
