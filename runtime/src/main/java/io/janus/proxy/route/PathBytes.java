package io.janus.proxy.route;

/** The characters of paths (RFC 3986 section 3.3). */
final class PathBytes {

    private static final byte UNRESERVED = 1;

    /** What may stand in a segment beside the unreserved: {@code sub-delims}, {@code :} and {@code @}, but not {@code ;}. */
    private static final byte DELIMITER = 2;

    /** What has no place in a path; a server may take it for the path's end or for a slash. */
    private static final byte REFUSED = 3;

    private static final byte[] KINDS = kinds();
    private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F' };

    private PathBytes() {
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0; c < 128; c++) {
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0) {
                kinds[c] = UNRESERVED;
            } else if ("!$&'()*+,=:@".indexOf(c) >= 0) {
                kinds[c] = DELIMITER;
            } else if (c <= ' ' || c == 0x7f || "\\#?".indexOf(c) >= 0) {
                kinds[c] = REFUSED;
            }
        }
        return kinds;
    }

    static boolean isUnreserved(int octet) {
        return KINDS[octet] == UNRESERVED;
    }

    /** Whether a character stands for itself in a canonical path. */
    static boolean isPlain(byte one) {
        byte kind = KINDS[one & 0xff];
        return kind == UNRESERVED || kind == DELIMITER;
    }

    static boolean isRefused(byte one) {
        return KINDS[one & 0xff] == REFUSED;
    }

    /** The octet that the escape at {@code at} stands for; -1 when it is malformed. */
    static int unescape(byte[] bytes, int at, int to) {
        if (to - at < 3) {
            return -1;
        }
        int high = digit(bytes[at + 1]);
        int low = digit(bytes[at + 2]);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int digit(byte one) {
        if (one >= '0' && one <= '9') {
            return one - '0';
        }
        int lower = one | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static void escape(int octet, byte[] bytes, int at) {
        bytes[at] = '%';
        bytes[at + 1] = HEX[octet >> 4];
        bytes[at + 2] = HEX[octet & 0xf];
    }
}
