package io.janus.proxy.http.parse;

/** The status line (RFC 9112 section 4). The space after the status may be missing where there is no reason phrase. */
final class StatusLine extends StartLine {

    private int status;
    private int statusStart;

    StatusLine() {
        super(Fault.STATUS_LINE, Fault.STATUS_LINE_TOO_LONG);
    }

    /** @return one after the line's CRLF, or {@link #STOPPED} */
    int scan(byte[] bytes, int from, int end, int maxLength) {
        begin(from, end, maxLength);
        int p = version(bytes, from);
        if (p == STOPPED) {
            return STOPPED;
        }
        if (bytes[p] != Octets.SP) {
            return stop(bytes, p);
        }
        statusStart = ++p;
        if (bytes[p] < '1' || bytes[p] > '5') {
            return stop(bytes, p);
        }
        status = 0;
        for (; p < statusStart + 3; p++) {
            if (!Octets.isDigit(bytes[p])) {
                return stop(bytes, p);
            }
            status = status * 10 + bytes[p] - '0';
        }
        if (bytes[p] == Octets.SP) {
            p = Octets.endOfText(bytes, p);
        }
        return lineBreak(bytes, p);
    }

    int status() {
        return status;
    }

    int statusStart() {
        return statusStart;
    }
}
