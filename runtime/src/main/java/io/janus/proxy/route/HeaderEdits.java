package io.janus.proxy.route;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.janus.proxy.http.forward.Bytes;
import io.janus.proxy.spec.RouteSpec.HeaderEditsSpec;

/** Header edits, compiled. Immutable. */
public final class HeaderEdits {

    /** Changes nothing. */
    public static final HeaderEdits NONE = new HeaderEdits(HeaderEditsSpec.NONE);

    /** Enough for a few lines. */
    private static final int INITIAL_CAPACITY = 128;

    /** In lower case. */
    private final byte[][] dropped;
    private final byte[] lines;

    /** @throws IllegalArgumentException when a name or value would end its line */
    public HeaderEdits(HeaderEditsSpec spec) {
        dropped = Stream.concat(spec.remove().stream(), spec.set().keySet().stream()).map(Text::lower).toArray(byte[][]::new);
        Bytes out = new Bytes(INITIAL_CAPACITY);
        addLines(spec.set(), out);
        addLines(spec.add(), out);
        lines = Arrays.copyOf(out.array(), out.length());
    }

    static HeaderEdits of(HeaderEditsSpec spec) {
        return spec.equals(HeaderEditsSpec.NONE) ? NONE : new HeaderEdits(spec);
    }

    private static void addLines(Map<String, String> fields, Bytes out) {
        fields.forEach((name, value) -> out.add(Text.bytes(name)).add((byte) ':').add((byte) ' ')
                .add(Text.bytes(value)).add((byte) '\r').add((byte) '\n'));
    }

    public boolean isEmpty() {
        return dropped.length == 0 && lines.length == 0;
    }

    /** Whether fields of this name are left out, because they are removed or set. Case-insensitive; allocates nothing. */
    public boolean drops(byte[] bytes, int nameStart, int nameEnd) {
        for (byte[] name : dropped) {
            if (Authority.equalsLower(bytes, nameStart, nameEnd, name)) {
                return true;
            }
        }
        return false;
    }

    /** The whole lines, each with its CRLF, that are set and added. Not to be written to. */
    public byte[] lines() {
        return lines;
    }
}
