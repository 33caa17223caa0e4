package io.janus.quarkus.live;

import java.nio.charset.StandardCharsets;

/**
 * A frame, rendered for all readers: they share the bytes, which must not be changed.
 *
 * @param json as JSON, on one line
 * @param event as a server-sent event
 */
public record Frame(byte[] json, byte[] event) {

    private static final byte[] BEFORE = "event: frame\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\n\n".getBytes(StandardCharsets.US_ASCII);

    static Frame of(byte[] json) {
        byte[] event = new byte[BEFORE.length + json.length + AFTER.length];
        System.arraycopy(BEFORE, 0, event, 0, BEFORE.length);
        System.arraycopy(json, 0, event, BEFORE.length, json.length);
        System.arraycopy(AFTER, 0, event, BEFORE.length + json.length, AFTER.length);
        return new Frame(json, event);
    }
}
