package io.janus.proxy.http.parse;

import org.jspecify.annotations.Nullable;

/**
 * Field lines up to and including the empty line (RFC 9112 section 5). A name must be followed by its colon at once, which
 * alone rules out folded lines, white space before the colon and line breaks in names.
 */
final class FieldLines {

    static final int STOPPED = -1;

    private @Nullable Fault fault;

    /** Why it stopped; null when more bytes are needed. */
    @Nullable
    Fault fault() {
        return fault;
    }

    /**
     * Notes every whole line, also when what follows is wrong.
     *
     * @return one after the empty line, or {@link #STOPPED}
     */
    int scan(byte[] bytes, int from, int end, int maxLines, Fields fields) {
        int[] notes = fields.begin(maxLines);
        int room = maxLines;
        int note = 0;
        int p = from;
        for (;;) {
            int start = p;
            notes[note + Fields.LINE_START] = start;
            if (room == 0 && start < end && bytes[start] != Octets.CR) {
                fault = Fault.TOO_MANY_FIELDS;
                break;
            }
            p = Octets.endOfToken(bytes, start);
            if (bytes[p] != ':' || p == start) {
                if (bytes[p] == Octets.CR && p == start && bytes[p + 1] == Octets.LF) {
                    fields.end(maxLines - room);
                    return p + 2;
                }
                fault = badName(bytes, start, p, end);
                break;
            }
            int nameEnd = p;
            byte octet = bytes[++p];
            while (octet == Octets.SP || octet == Octets.HTAB) {
                octet = bytes[++p];
            }
            int valueStart = p;
            p = Octets.endOfText(bytes, p);
            if (bytes[p] != Octets.CR || bytes[p + 1] != Octets.LF) {
                fault = badValue(bytes, p, end);
                break;
            }
            int valueEnd = p;
            while (valueEnd > valueStart && Octets.isWhiteSpace(bytes[valueEnd - 1])) {
                valueEnd--;
            }
            p += 2;
            FieldName name = FieldNames.of(bytes, start, nameEnd);
            notes[note + Fields.NAME_END] = nameEnd;
            notes[note + Fields.VALUE_START] = valueStart;
            notes[note + Fields.VALUE_END] = valueEnd;
            notes[note + Fields.NAME] = FieldNames.isHopByHop(name) ? name.ordinal() | Fields.HOP_BY_HOP : name.ordinal();
            note += Fields.STRIDE;
            room--;
        }
        fields.end(maxLines - room);
        return STOPPED;
    }

    private static @Nullable Fault badName(byte[] bytes, int start, int p, int end) {
        if (p >= end) {
            return null;
        }
        switch (bytes[p]) {
            case Octets.CR:
                return p > start ? Fault.FIELD_NAME : p + 1 >= end ? null : Fault.BARE_CR;
            case Octets.LF:
                return Fault.BARE_LF;
            case Octets.SP:
            case Octets.HTAB:
                return p > start ? Fault.SPACE_BEFORE_COLON : Fault.FOLDED_LINE;
            default:
                return Fault.FIELD_NAME;
        }
    }

    private static @Nullable Fault badValue(byte[] bytes, int p, int end) {
        if (p >= end) {
            return null;
        }
        switch (bytes[p]) {
            case Octets.CR:
                return p + 1 >= end ? null : Fault.BARE_CR;
            case Octets.LF:
                return Fault.BARE_LF;
            default:
                return Fault.CONTROL_CHARACTER;
        }
    }
}
