package io.janus.server.top;

import java.util.List;
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

    /** Whether its backend has nothing with a weight left when it is done. */
    boolean endsTrafficIn(Frame frame) {
        boolean takes = verb == Verb.DRAIN || verb == Verb.WEIGHT && weight.isPresent() && weight.getAsInt() == 0;
        return takes && frame.backends().stream().filter(one -> one.name().equals(backend))
                .map(one -> one.endpoints().stream().filter(other -> other.weight() > 0).map(Frame.Endpoint::id).toList())
                .anyMatch(List.of(endpoint)::equals);
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
