package io.janus.proxy.http.conformance;

import java.nio.charset.StandardCharsets;

/**
 * Bytes as case files write them: {@code \r \n \t \0 \\ \{ \}}, {@code \x7f}, and repetitions: <code>{ab*3}</code> is ababab.
 * Every character stands for one byte.
 */
final class Escapes {

    private Escapes() {
    }

    /** What the text stands for. Braces that hold no repetition stay as they are. */
    static String read(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                char kind = text.charAt(++i);
                if (kind == 'x') {
                    out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                } else {
                    out.append(single(kind));
                }
            } else if (c == '{') {
                int close = text.indexOf('}', i);
                String inside = text.substring(i + 1, close);
                int star = inside.lastIndexOf('*');
                if (star > 0 && inside.substring(star + 1).matches("[0-9]+")) {
                    out.append(read(inside.substring(0, star)).repeat(Integer.parseInt(inside.substring(star + 1))));
                } else {
                    out.append('{').append(inside).append('}');
                }
                i = close;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char single(char kind) {
        return switch (kind) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> '\0';
            case '\\', '{', '}' -> kind;
            default -> throw new IllegalArgumentException("there is no escape \\" + kind);
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** For people; long texts are cut in the middle. */
    static String show(String bytes) {
        StringBuilder out = new StringBuilder();
        String text = bytes.length() <= 1200 ? bytes
                : bytes.substring(0, 600) + "[... " + (bytes.length() - 1200) + " more ...]"
                        + bytes.substring(bytes.length() - 600);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                out.append("\\r");
            } else if (c == '\n') {
                out.append("\\n\n      ");
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\x%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
