import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/** Content that both sides know, and bytes in a form to be read by people. */
final class Bytes {

    /** A prime: what a proxy loses, repeats or swaps moves the rest by a distance that is no multiple of it. */
    private static final int BLOCK = 65_521;

    private static final byte[] CONTENT = new byte[BLOCK];

    static {
        new Random(42).nextBytes(CONTENT);
    }

    private Bytes() {
    }

    /** The byte at that offset of content of any length. */
    static byte at(long offset) {
        return CONTENT[(int) (offset % BLOCK)];
    }

    static byte[] content(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(i);
        }
        return bytes;
    }

    static byte[] of(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** Lines as lines, everything else that is not printable escaped. */
    static String readable(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n\n");
                case '\\' -> out.append("\\\\");
                default -> out.append(c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\x%02x", (int) c));
            }
        }
        return out.toString();
    }
}
