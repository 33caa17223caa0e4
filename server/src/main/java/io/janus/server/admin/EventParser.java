package io.janus.server.admin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the data of each event in a stream of server-sent events, however its bytes are cut. The other fields repeat what
 * stands in Janus's data. Not thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">the rule</a>
 */
final class EventParser {

    /** An event of Janus is a sentence. What never comes to an end is none. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String DATA = "data:";

    private final Consumer<String> events;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean afterReturn;

    /** Hands each event's data on as soon as it is complete. */
    EventParser(Consumer<String> events) {
        this.events = events;
    }

    /**
     * Takes the next bytes.
     *
     * @return false when a line or an event is too long to be one of Janus's
     */
    boolean feed(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                feed(buffer.get());
            }
            if (line.size() > MOST_BYTES || data.length() > MOST_BYTES) {
                return false;
            }
        }
        return true;
    }

    /** A line ends with CR, LF, or both. */
    private void feed(byte next) {
        if (next == '\n' && afterReturn) {
            afterReturn = false;
            return;
        }
        afterReturn = next == '\r';
        if (next != '\n' && next != '\r') {
            line.write(next);
            return;
        }
        ended(line.toString(StandardCharsets.UTF_8));
        line.reset();
    }

    private void ended(String whole) {
        if (whole.isEmpty() && data.length() > 0) {
            String event = data.toString();
            data.setLength(0);
            events.accept(event);
        } else if (whole.startsWith(DATA)) {
            String value = whole.substring(DATA.length());
            data.append(data.length() > 0 ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
        }
    }
}
