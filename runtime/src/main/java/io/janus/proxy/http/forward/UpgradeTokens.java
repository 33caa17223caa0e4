package io.janus.proxy.http.forward;

/** Looks into the value of an Upgrade field: protocols between commas, each perhaps with a version behind a slash. */
final class UpgradeTokens {

    private UpgradeTokens() {
    }

    /** Whether {@code h2c} is among them, in any case. */
    static boolean hasH2c(byte[] bytes, int from, int to) {
        for (int i = from; i + 3 <= to; i++) {
            boolean begins = i == from || isBoundary(bytes[i - 1]);
            boolean ends = i + 3 == to || isBoundary(bytes[i + 3]);
            if (begins && ends && (bytes[i] | 0x20) == 'h' && bytes[i + 1] == '2' && (bytes[i + 2] | 0x20) == 'c') {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(byte one) {
        return one == ',' || one == ' ' || one == '\t' || one == '/';
    }
}
