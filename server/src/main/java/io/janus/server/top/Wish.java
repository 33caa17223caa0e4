package io.janus.server.top;

import java.util.OptionalInt;

/**
 * What somebody asks to be done to an endpoint.
 *
 * @param weight of {@link Verb#WEIGHT}; empty for the configured one
 */
public record Wish(Verb verb, String backend, String endpoint, OptionalInt weight) {

    /** What. */
    public enum Verb {
        DRAIN,
        ENABLE,
        WEIGHT
    }

    /** @param key of its row */
    static Wish of(Verb verb, String key, OptionalInt weight) {
        // Neither a backend's nor an endpoint's name can contain a slash.
        int slash = key.indexOf('/');
        return new Wish(verb, key.substring(0, slash), key.substring(slash + 1), weight);
    }

    /** As a question. */
    String question() {
        String name = backend + "/" + endpoint;
        return switch (verb) {
            case DRAIN -> "Drain " + name + "?";
            case ENABLE -> "End the drain of " + name + "?";
            case WEIGHT -> weight.isPresent() ? "Set the weight of " + name + " to " + weight.getAsInt() + "?"
                    : "Reset the weight of " + name + " to the configured one?";
        };
    }
}
