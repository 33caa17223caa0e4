package io.janus.proxy.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A head or a trailer section as it was received. Read with nothing of the proxy's own, and leniently: what is wrong in it, a
 * test shall say.
 *
 * @param text every byte as one character
 * @param startLine the first line; empty for a trailer section
 * @param fields in the order they came
 */
public record HttpHead(String text, String startLine, List<Field> fields) {

    /** One field line; the value without white space around it. */
    public record Field(String name, String value) {

        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    static HttpHead of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int lineEnd = text.indexOf("\r\n");
        return new HttpHead(text, text.substring(0, lineEnd), fieldsOf(text.substring(lineEnd + 2)));
    }

    /** Field lines, up to and perhaps including an empty one. */
    static List<Field> fieldsOf(String lines) {
        List<Field> fields = new ArrayList<>();
        for (String line : lines.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (!line.isEmpty()) {
                fields.add(colon < 0 ? new Field(line, "")
                        : new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        return fields;
    }

    /** The values of all fields of a name, in order. */
    public List<String> values(String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    /** The values of all fields of a name as one list; empty when there is none. */
    public String value(String name) {
        return String.join(", ", values(name));
    }

    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** Whether a field is a list that has a member, in any case of letters. */
    public boolean lists(String name, String member) {
        return List.of(value(name).toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains(member);
    }
}
