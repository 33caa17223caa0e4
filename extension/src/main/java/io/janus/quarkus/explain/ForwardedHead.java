package io.janus.quarkus.explain;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.janus.proxy.attempt.RequestFields;
import io.janus.proxy.http.forward.Bytes;

/**
 * The header fields that an endpoint would get, by name. Immutable.
 *
 * @param first the first value of each name, which is in lower case
 */
record ForwardedHead(Map<String, String> first) implements RequestFields {

    /** Reads a head that the data plane wrote, which has no folded line and no space before a colon. */
    static ForwardedHead of(Bytes head) {
        Map<String, String> first = new HashMap<>();
        head.toString().lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                first.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
        });
        return new ForwardedHead(Map.copyOf(first));
    }

    @Override
    public @Nullable String header(String name) {
        return first.get(name.toLowerCase(Locale.ROOT));
    }
}
