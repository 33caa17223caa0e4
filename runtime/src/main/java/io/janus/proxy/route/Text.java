package io.janus.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What operators wrote, as bytes: UTF-8. Whatever would end a line in a head was refused long before; here it fails. */
final class Text {

    private Text() {
    }

    static byte[] bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("CR, LF and NUL cannot stand in a head: " + text.strip());
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] lower(String text) {
        return bytes(text.toLowerCase(Locale.ROOT));
    }
}
