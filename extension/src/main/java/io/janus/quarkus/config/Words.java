package io.janus.quarkus.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How values and lists appear in messages: bounded, on one line, and never raw, for a file can contain anything. */
final class Words {

    /** Enough to recognize a value by, and short enough to leave the message readable. */
    private static final int MOST_SHOWN = 60;

    private Words() {
    }

    /** The text in quotes. */
    static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    /** The text in quotes, and where it comes from when that is not the file. */
    static String quoted(String text, String origin) {
        return origin.isEmpty() ? quoted(text) : quoted(text) + " (from " + origin + ")";
    }

    /** The text on one line, cut where it is too long to show. */
    static String plain(String text) {
        return text.codePointCount(0, text.length()) > MOST_SHOWN
                ? escaped(text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN))) + "…"
                : escaped(text);
    }

    /** The text with escapes for everything that could break a line, move a cursor or hide. */
    static String escaped(String text) {
        if (isVisible(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(c == '\n' ? "\\n" : String.format(Locale.ROOT, "\\u%04X", c));
            }
        });
        return shown.toString();
    }

    /** Character by character, as most texts of a large file come here. */
    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            if (!isVisible(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    /** {@code a, b or c}. */
    static String either(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** {@code the key a}, {@code the keys a, b and c}. */
    static String keys(Collection<String> words) {
        return "the key" + (words.size() == 1 ? " " : "s ") + list(words);
    }

    /** {@code a, b and c}, or the first few of many. */
    static String list(Collection<String> words) {
        // A longer list is no longer read.
        int most = 12;
        if (words.size() > most) {
            return String.join(", ", words.stream().limit(most).toList()) + ", …";
        }
        String all = String.join(", ", words);
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " and " + all.substring(last + 2);
    }
}
