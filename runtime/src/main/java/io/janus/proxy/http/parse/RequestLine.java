package io.janus.proxy.http.parse;

/** The request line (RFC 9112 section 3), with the empty lines before it. */
final class RequestLine extends StartLine {

    private static final byte[] HTTP = Octets.word("http");
    private static final byte[] HTTPS = Octets.word("https");

    /** Bytes that a target must not have: controls, SP, {@code #} and all above 0x7e. */
    private static final byte NOT_IN_TARGET = 0;
    private static final byte IN_TARGET = 1;
    private static final byte QUESTION_MARK = 2;
    private static final byte[] TARGET = targetBytes();

    private Method method = Method.OTHER;
    private TargetForm form = TargetForm.ORIGIN;
    private int methodStart;
    private int methodEnd;
    private int targetStart;
    private int targetEnd;
    private int authorityStart;
    private int authorityEnd;
    private int pathStart;
    private int pathEnd;

    RequestLine() {
        super(Fault.REQUEST_LINE, Fault.REQUEST_LINE_TOO_LONG);
    }

    /** @return one after the line's CRLF, or {@link #STOPPED} */
    int scan(byte[] bytes, int from, int end, int maxLength) {
        int p = from;
        begin(p, end, maxLength);
        while (bytes[p] == Octets.CR) {
            p = lineFeed(bytes, p + 1);
            if (p == STOPPED) {
                return STOPPED;
            }
            begin(p, end, maxLength);
        }
        methodStart = p;
        p = Octets.endOfToken(bytes, p);
        methodEnd = p;
        if (p == methodStart || isBeyondLimit(p) || bytes[p] != Octets.SP) {
            return stop(bytes, p);
        }
        method = MethodNames.of(bytes, methodStart, methodEnd);
        p = target(bytes, p + 1);
        if (p == STOPPED) {
            return STOPPED;
        }
        p = version(bytes, p);
        return p == STOPPED ? STOPPED : lineBreak(bytes, p);
    }

    private int target(byte[] bytes, int from) {
        int p = from;
        int kind;
        while ((kind = TARGET[bytes[p] & 0xff]) == IN_TARGET) {
            p++;
        }
        int query = p;
        while (kind != NOT_IN_TARGET) {
            kind = TARGET[bytes[++p] & 0xff];
        }
        if (p == from || isBeyondLimit(p) || bytes[p] != Octets.SP) {
            return stop(bytes, p);
        }
        targetStart = from;
        targetEnd = p;
        authorityStart = -1;
        authorityEnd = -1;
        pathStart = bytes[from] == '/' ? from : p;
        pathEnd = bytes[from] == '/' ? query : p;
        return hasForm(bytes, query) ? p + 1 : stop(bytes, p);
    }

    private boolean hasForm(byte[] bytes, int query) {
        if (method == Method.CONNECT) {
            form = TargetForm.AUTHORITY;
            authorityStart = targetStart;
            authorityEnd = targetEnd;
            return Authority.isHostWithPort(bytes, targetStart, targetEnd);
        }
        if (bytes[targetStart] == '/') {
            form = TargetForm.ORIGIN;
            return true;
        }
        if (bytes[targetStart] == '*') {
            form = TargetForm.ASTERISK;
            return targetEnd - targetStart == 1 && method == Method.OPTIONS;
        }
        form = TargetForm.ABSOLUTE;
        return isAbsolute(bytes, query);
    }

    private boolean isAbsolute(byte[] bytes, int query) {
        int p = targetStart;
        while (p < query && bytes[p] != ':') {
            p++;
        }
        boolean known = Octets.isWord(bytes, targetStart, p, HTTP) || Octets.isWord(bytes, targetStart, p, HTTPS);
        if (!known || query - p < 3 || bytes[p + 1] != '/' || bytes[p + 2] != '/') {
            return false;
        }
        p += 3;
        authorityStart = p;
        while (p < query && bytes[p] != '/') {
            p++;
        }
        authorityEnd = p;
        pathStart = p;
        pathEnd = query;
        return authorityEnd > authorityStart && Authority.isValid(bytes, authorityStart, authorityEnd);
    }

    Method method() {
        return method;
    }

    int methodStart() {
        return methodStart;
    }

    int methodEnd() {
        return methodEnd;
    }

    TargetForm form() {
        return form;
    }

    int targetStart() {
        return targetStart;
    }

    int targetEnd() {
        return targetEnd;
    }

    /** Where the target's authority begins; -1 when it has none. */
    int authorityStart() {
        return authorityStart;
    }

    int authorityEnd() {
        return authorityEnd;
    }

    int pathStart() {
        return pathStart;
    }

    int pathEnd() {
        return pathEnd;
    }

    private static byte[] targetBytes() {
        byte[] kinds = new byte[256];
        for (int c = 0x21; c < 0x7f; c++) {
            kinds[c] = c == '#' ? NOT_IN_TARGET : c == '?' ? QUESTION_MARK : IN_TARGET;
        }
        return kinds;
    }
}
