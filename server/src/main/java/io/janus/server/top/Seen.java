package io.janus.server.top;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of the Janus that is looked at. Immutable; all texts are printable.
 *
 * @param address where it was asked
 * @param frame the last that came
 * @param details what more there is to say of a row, by its key
 * @param trouble why no frame comes at the moment
 */
public record Seen(String address, Frame frame, Map<String, String> details, Optional<String> trouble) {

    public Seen {
        details = Map.copyOf(details);
    }
}
