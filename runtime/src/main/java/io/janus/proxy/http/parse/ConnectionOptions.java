package io.janus.proxy.http.parse;

import org.jspecify.annotations.Nullable;

/** What the Connection fields of one head say (RFC 9110 section 7.6.1). */
final class ConnectionOptions {

    private static final byte[] CLOSE = Octets.word("close");
    private static final byte[] KEEP_ALIVE = Octets.word("keep-alive");

    private boolean hasClose;
    private boolean hasKeepAlive;
    private boolean hasUpgrade;
    private boolean namesFields;
    private int options;

    void reset() {
        hasClose = false;
        hasKeepAlive = false;
        hasUpgrade = false;
        namesFields = false;
        options = 0;
    }

    boolean hasUpgrade() {
        return hasUpgrade;
    }

    /** Whether the sender keeps the connection open (RFC 9112 section 9.3). */
    boolean keepsAlive(boolean isHttp10) {
        return !hasClose && (!isHttp10 || hasKeepAlive);
    }

    /** @param maxOptions as many fields as a head may have: more options make no sense but to keep {@link #mark} busy */
    @Nullable
    Fault read(byte[] bytes, int start, int end, int maxOptions) {
        if (Octets.isWord(bytes, start, end, KEEP_ALIVE)) {
            hasKeepAlive = true;
            return null;
        }
        int p = start;
        while (p < end) {
            if (isBetween(bytes[p])) {
                p++;
                continue;
            }
            int optionEnd = endOfOption(bytes, p, end);
            int next = Octets.skipWhiteSpace(bytes, optionEnd, end);
            if (optionEnd == p || next < end && bytes[next] != ',') {
                return Fault.CONNECTION_OPTION;
            }
            Fault fault = note(bytes, p, optionEnd, maxOptions);
            if (fault != null) {
                return fault;
            }
            p = next;
        }
        return null;
    }

    private @Nullable Fault note(byte[] bytes, int start, int end, int maxOptions) {
        if (++options > maxOptions) {
            return Fault.TOO_MANY_OPTIONS;
        }
        if (Octets.isWord(bytes, start, end, CLOSE)) {
            hasClose = true;
            return null;
        }
        switch (FieldNames.of(bytes, start, end)) {
            case KEEP_ALIVE:
                hasKeepAlive = true;
                return null;
            case UPGRADE:
                hasUpgrade = true;
                return null;
            case CONNECTION:
            case PROXY_CONNECTION:
            case TE:
                return null;
            case HOST:
            case CONTENT_LENGTH:
            case TRANSFER_ENCODING:
                return Fault.CONNECTION_NAMES_FRAMING;
            default:
                namesFields = true;
                return null;
        }
    }

    /** Marks the fields that were named as hop-by-hop. Rarely has anything to do. All Connection fields were well-formed. */
    void mark(byte[] bytes, Fields fields) {
        if (!namesFields) {
            return;
        }
        for (int line = 0; line < fields.count(); line++) {
            if (fields.name(line) == FieldName.CONNECTION) {
                mark(bytes, fields.valueStart(line), fields.valueEnd(line), fields);
            }
        }
    }

    private static void mark(byte[] bytes, int start, int end, Fields fields) {
        int p = start;
        while (p < end) {
            if (isBetween(bytes[p])) {
                p++;
                continue;
            }
            int optionEnd = endOfOption(bytes, p, end);
            for (int line = 0; line < fields.count(); line++) {
                if (Octets.sameToken(bytes, p, optionEnd, fields.lineStart(line), fields.nameEnd(line))) {
                    fields.markHopByHop(line);
                }
            }
            p = optionEnd;
        }
    }

    private static boolean isBetween(byte octet) {
        return octet == ',' || Octets.isWhiteSpace(octet);
    }

    private static int endOfOption(byte[] bytes, int start, int end) {
        int p = start;
        while (p < end && Octets.isToken(bytes[p])) {
            p++;
        }
        return p;
    }
}
