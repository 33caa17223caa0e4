package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.access.AccessRecord;

/** A text with fields in braces. A field without a value is a hyphen. */
final class PatternFormat implements LineFormat {

    /** Anything in braces that looks like a word is meant to be a field; other braces are themselves. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)\\}");

    private final List<Piece> pieces = new ArrayList<>();

    /** A text, and the field behind it; null at the end. */
    private record Piece(byte[] text, @Nullable AccessField field) {
    }

    /** @param pattern all of whose fields are known */
    PatternFormat(String pattern) {
        Matcher placeholder = PLACEHOLDER.matcher(pattern);
        int at = 0;
        while (placeholder.find()) {
            AccessField field = AccessField.of(placeholder.group(1));
            if (field == null) {
                throw new IllegalArgumentException("no field is named " + placeholder.group(1));
            }
            pieces.add(new Piece(pattern.substring(at, placeholder.start()).getBytes(UTF_8), field));
            at = placeholder.end();
        }
        pieces.add(new Piece((pattern.substring(at) + "\n").getBytes(UTF_8), null));
    }

    /** What is in braces in a text and looks like the name of a field, in order, known or not. */
    static List<String> fieldsOf(String pattern) {
        return PLACEHOLDER.matcher(pattern).results().map(found -> found.group(1)).toList();
    }

    @Override
    public void write(AccessRecord record, LineBuffer out, LineClock clock) {
        Line line = new Line(out, Escaping.TEXT, clock);
        for (Piece piece : pieces) {
            out.octets(piece.text);
            AccessField field = piece.field;
            if (field != null) {
                int before = out.length();
                if (!field.write(record, line) || out.length() == before) {
                    out.octet('-');
                }
            }
        }
    }
}
