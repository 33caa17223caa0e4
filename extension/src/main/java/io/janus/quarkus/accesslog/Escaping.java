package io.janus.quarkus.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * How bytes that a client chose become part of a line: all that is not a visible ASCII character or a space, the quote and the
 * backslash are escaped, byte by byte, so that none can end a value or a line, reach a terminal, or pass for the mark of a cut.
 */
enum Escaping {

    /** For strings of JSON (RFC 8259): a byte above 0x7e becomes the code point of the same number. */
    JSON {
        @Override
        void escape(int octet, LineBuffer to) {
            if (octet == '"' || octet == '\\') {
                to.octet('\\');
                to.octet(octet);
            } else {
                to.octets(UNICODE);
                hex(octet, to);
            }
        }
    },

    /** For plain text: {@code \xHH}, as nginx does. */
    TEXT {
        @Override
        void escape(int octet, LineBuffer to) {
            to.octet('\\');
            to.octet('x');
            hex(octet, to);
        }
    };

    private static final byte[] UNICODE = "\\u00".getBytes(US_ASCII);
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

    abstract void escape(int octet, LineBuffer to);

    final void put(byte[] bytes, int from, int to, LineBuffer line) {
        for (int i = from; i < to; i++) {
            put(bytes[i] & 0xff, line);
        }
    }

    /** A text of our own configuration: its names are ASCII, but that is not for this class to trust. */
    final void put(String text, LineBuffer line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            put(c <= 0xff ? c : '?', line);
        }
    }

    private void put(int octet, LineBuffer line) {
        if (octet >= ' ' && octet <= '~' && octet != '"' && octet != '\\') {
            line.octet(octet);
        } else {
            escape(octet, line);
        }
    }

    private static void hex(int octet, LineBuffer to) {
        to.octet(HEX[octet >>> 4]);
        to.octet(HEX[octet & 0xf]);
    }
}
