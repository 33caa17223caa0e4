package io.janus.quarkus.events;

import java.time.Instant;

/**
 * Something that happened.
 *
 * @param id counts up from 1
 * @param at when
 * @param type what it is about
 * @param severe whether someone should look at it: the log has it as a warning or worse
 * @param text in words, as the log has it
 */
public record FeedEvent(long id, Instant at, Type type, boolean severe, String text) {

    /** What an event is about. */
    public enum Type {
        /** A configuration that came into force, or was not even tried. */
        CONFIG,
        /** A configuration that was refused. */
        REFUSAL,
        /** The health of an endpoint or a backend. */
        ENDPOINT,
        /** What an operator set in place of the configuration. */
        OVERRIDE,
        /** What went wrong with traffic, summed up. */
        TRAFFIC,
        /** The end of Janus. */
        STOP,
        /** Anything else. */
        OTHER
    }
}
