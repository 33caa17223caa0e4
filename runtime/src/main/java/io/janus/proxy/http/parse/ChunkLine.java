package io.janus.proxy.http.parse;

import org.jspecify.annotations.Nullable;

/** A chunk-size line, byte by byte (RFC 9112 section 7.1): the size and extensions, which mean nothing to anyone here. */
final class ChunkLine {

    /** The most hexadecimal digits that never overflow a {@code long}: 60 bits. */
    private static final int MAX_DIGITS = 15;

    private State state = State.SIZE;
    private long size;
    private int digits;
    private int length;

    private enum State {
        SIZE,
        /** White space behind the size or a value: RFC 9112 allows it only because a semicolon follows. */
        BEFORE_SEMICOLON,
        BEFORE_NAME,
        NAME,
        /** White space behind a name: an equals sign or a semicolon must follow. */
        AFTER_NAME,
        BEFORE_VALUE,
        VALUE,
        QUOTED,
        ESCAPED,
        AFTER_QUOTED
    }

    void reset() {
        state = State.SIZE;
        size = 0;
        digits = 0;
        length = 0;
    }

    long size() {
        return size;
    }

    /** Whether the line is complete if it ends here. */
    boolean mayEnd() {
        switch (state) {
            case SIZE:
                return digits > 0;
            case NAME:
            case VALUE:
            case AFTER_QUOTED:
                return true;
            default:
                return false;
        }
    }

    /** Reads a byte that does not end the line. Answers what is wrong with it; null when nothing is. */
    @Nullable
    String read(byte octet) {
        if (++length > ChunkReader.MAX_LINE) {
            return "a chunk-size line is too long";
        }
        if (state == State.SIZE) {
            return size(octet);
        }
        State following = after(octet);
        if (following == null) {
            return "a chunk extension is malformed";
        }
        state = following;
        return null;
    }

    private @Nullable String size(byte octet) {
        int digit = Octets.hex(octet);
        if (digit >= 0) {
            size = size << 4 | digit;
            return ++digits > MAX_DIGITS ? "a chunk size has too many digits" : null;
        }
        if (digits == 0) {
            return "a chunk size is not a hexadecimal number";
        }
        State following = behindValue(octet);
        if (following == null) {
            return "a chunk size is not a hexadecimal number";
        }
        state = following;
        return null;
    }

    private @Nullable State after(byte octet) {
        switch (state) {
            case BEFORE_SEMICOLON:
                return behindValue(octet);
            case BEFORE_NAME:
                return Octets.isWhiteSpace(octet) ? State.BEFORE_NAME : Octets.isToken(octet) ? State.NAME : null;
            case NAME:
                return Octets.isToken(octet) ? State.NAME : behindName(octet);
            case AFTER_NAME:
                return behindName(octet);
            case BEFORE_VALUE:
                if (octet == '"') {
                    return State.QUOTED;
                }
                return Octets.isWhiteSpace(octet) ? State.BEFORE_VALUE : Octets.isToken(octet) ? State.VALUE : null;
            case VALUE:
                return Octets.isToken(octet) ? State.VALUE : behindValue(octet);
            case QUOTED:
                return octet == '"' ? State.AFTER_QUOTED : octet == '\\' ? State.ESCAPED : inQuotes(octet);
            case ESCAPED:
                return inQuotes(octet);
            case AFTER_QUOTED:
                return behindValue(octet);
            default:
                return null;
        }
    }

    private static @Nullable State behindName(byte octet) {
        if (octet == '=') {
            return State.BEFORE_VALUE;
        }
        return octet == ';' ? State.BEFORE_NAME : Octets.isWhiteSpace(octet) ? State.AFTER_NAME : null;
    }

    private static @Nullable State behindValue(byte octet) {
        return octet == ';' ? State.BEFORE_NAME : Octets.isWhiteSpace(octet) ? State.BEFORE_SEMICOLON : null;
    }

    /** Text in quotes, escaped or not: no control character but HTAB. */
    private static @Nullable State inQuotes(byte octet) {
        return octet < 0 || octet >= Octets.SP && octet != 0x7f || octet == Octets.HTAB ? State.QUOTED : null;
    }
}
