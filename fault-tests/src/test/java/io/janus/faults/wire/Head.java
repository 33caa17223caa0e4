package io.janus.faults.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A head as it was received.
 *
 * @param first the request line or the status line
 * @param fields by name in lower case; what came more than once is joined with commas
 */
public record Head(String first, Map<String, String> fields) {

    /** More than Janus lets through in either direction. */
    private static final int MOST_BYTES = 128 * 1024;

    /** A head was begun and not ended. */
    public static final class CutException extends EOFException {

        private static final long serialVersionUID = 1L;

        CutException(String what) {
            super(what);
        }
    }

    /** What came makes no head. */
    public static final class MalformedException extends IOException {

        private static final long serialVersionUID = 1L;

        public MalformedException(String what) {
            super(what);
        }
    }

    /** The next head, or null when the stream ended before it began. */
    public static @Nullable Head read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        String first = null;
        Map<String, String> fields = new LinkedHashMap<>();
        int total = 0;
        while (true) {
            int b = in.read();
            if (b < 0) {
                if (total == 0) {
                    return null;
                }
                throw new CutException("the head ended after " + total + " bytes");
            }
            if (++total > MOST_BYTES) {
                throw new MalformedException("the head has no end");
            }
            if (b != '\n') {
                line.write(b);
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            line.reset();
            if (first == null) {
                first = text;
            } else if (text.isEmpty()) {
                return new Head(first, fields);
            } else {
                int colon = text.indexOf(':');
                if (colon <= 0) {
                    throw new MalformedException("no field: " + text);
                }
                fields.merge(text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1).strip(),
                        (one, two) -> one + ", " + two);
            }
        }
    }

    public String field(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    public int number(String name, int otherwise) {
        String value = fields.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    public boolean has(String name, String value) {
        return field(name, "").toLowerCase(Locale.ROOT).contains(value);
    }

    /** A word of the first line, counted from 0. */
    public String word(int index) {
        String[] words = first.split(" ");
        return index < words.length ? words[index] : "";
    }
}
