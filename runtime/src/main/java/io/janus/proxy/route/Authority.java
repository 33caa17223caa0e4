package io.janus.proxy.route;

import java.util.Arrays;

import io.janus.proxy.http.forward.Bytes;

/** The host in an authority, in the one form that routes match: lower case, without port and without one trailing dot. */
final class Authority {

    private static final byte[] LOWER = new byte[256];

    static {
        for (int c = 0; c < LOWER.length; c++) {
            LOWER[c] = (byte) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
    }

    private Authority() {
    }

    /** An octet, or the small letter of a capital. Only ASCII has capitals here. */
    static byte lower(byte one) {
        return LOWER[one & 0xff];
    }

    /** One after the host of the authority between two places. An IPv6 address keeps its brackets. */
    static int hostEnd(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] >= '0' && bytes[end - 1] <= '9') {
            end--;
        }
        // Inside the brackets of an IPv6 address this cannot be: there the last byte is the bracket.
        end = end > from && bytes[end - 1] == ':' ? end - 1 : to;
        return end > from && bytes[end - 1] == '.' ? end - 1 : end;
    }

    static void writeHost(byte[] bytes, int from, int to, Bytes out) {
        int end = hostEnd(bytes, from, to);
        out.reserve(end - from);
        for (int i = from; i < end; i++) {
            out.add(lower(bytes[i]));
        }
    }

    /** Whether bytes are a text in lower case, whatever their own case is. */
    static boolean equalsLower(byte[] bytes, int from, int to, byte[] lower) {
        if (to - from != lower.length) {
            return false;
        }
        if (Arrays.equals(bytes, from, to, lower, 0, lower.length)) {
            return true; // nearly always at once, if at all: clients send small letters
        }
        for (int i = 0; i < lower.length; i++) {
            if (lower(bytes[from + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }
}
