package io.janus.proxy.http.parse;

/** Where the field lines of a head or a trailer section lie in the scanned array. Written by a scanner, read by all. */
public final class Fields {

    // What is noted of each line, one after the other in one array: lines are read in order, and so is the memory.
    static final int LINE_START = 0;
    static final int NAME_END = 1;
    static final int VALUE_START = 2;
    static final int VALUE_END = 3;
    /** The name's ordinal, and perhaps {@link #HOP_BY_HOP}. */
    static final int NAME = 4;
    static final int STRIDE = 5;

    static final int HOP_BY_HOP = 1 << 8;
    private static final int NAME_MASK = HOP_BY_HOP - 1;

    private static final FieldName[] NAMES = FieldName.values();

    /** One line more than there may be: its start is the end of the last. */
    private int[] notes = new int[STRIDE];
    private int count;

    Fields() {
    }

    /** Makes room for so many lines; allocates only when there never were so many before. */
    int[] begin(int maxLines) {
        count = 0;
        int size = Math.multiplyExact(maxLines + 1, STRIDE);
        if (notes.length < size) {
            notes = new int[size];
        }
        return notes;
    }

    void end(int lines) {
        count = lines;
    }

    void markHopByHop(int line) {
        notes[line * STRIDE + NAME] |= HOP_BY_HOP;
    }

    /** How many field lines there are. */
    public int count() {
        return count;
    }

    /** The name of a line, if it is one of those a proxy must know. */
    public FieldName name(int line) {
        return NAMES[notes[line * STRIDE + NAME] & NAME_MASK];
    }

    /** Where the line, and with it the name, begins. */
    public int lineStart(int line) {
        return notes[line * STRIDE + LINE_START];
    }

    /** One after the name: the colon. */
    public int nameEnd(int line) {
        return notes[line * STRIDE + NAME_END];
    }

    /** Where the value begins, without white space around it. */
    public int valueStart(int line) {
        return notes[line * STRIDE + VALUE_START];
    }

    /** One after the value, without white space around it. */
    public int valueEnd(int line) {
        return notes[line * STRIDE + VALUE_END];
    }

    /** One after the line's CRLF. */
    public int lineEnd(int line) {
        return notes[(line + 1) * STRIDE + LINE_START];
    }

    /**
     * Whether the line is for the next hop only (RFC 9110 section 7.6.1): Connection, Keep-Alive, Proxy-Connection, TE,
     * Upgrade, and every field that Connection names. Never Host, Content-Length or Transfer-Encoding: a Connection field that
     * names one of these is refused.
     */
    public boolean isHopByHop(int line) {
        return (notes[line * STRIDE + NAME] & HOP_BY_HOP) != 0;
    }
}
