package io.janus.server.admin;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Text from elsewhere, made fit for a terminal. Control characters would drive it: move the cursor, hide a line, retitle the
 * window. Invisible ones turn text round, so that it reads as something else.
 */
final class Printable {

    private Printable() {
    }

    /** For a place that has one line: what is not visible becomes {@code ?}. */
    static String line(String text) {
        return replaced(text, Printable::invisible, c -> "?");
    }

    /** For text that has lines of its own: as {@link #line}, but line feeds and tabs stay. */
    static String lines(String text) {
        return replaced(text, c -> invisible(c) && c != '\n' && c != '\t', c -> "?");
    }

    /** For JSON that was parsed without error: the same JSON, with such characters written as escapes. */
    static String json(String text) {
        // White space between values is the only place where one of them can stand as it is; there an escape would break it.
        return replaced(text, c -> invisible(c) && c != '\n' && c != '\t' && c != '\r', Printable::escape);
    }

    private static String replaced(String text, IntPredicate bad, IntFunction<String> replacement) {
        if (text.codePoints().noneMatch(bad)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (bad.test(c)) {
                clean.append(replacement.apply(c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    private static boolean invisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    private static String escape(int c) {
        StringBuilder escape = new StringBuilder();
        for (char unit : Character.toChars(c)) {
            escape.append(String.format("\\u%04x", (int) unit));
        }
        return escape.toString();
    }
}
