package io.janus.quarkus.plan;

import java.util.Optional;

/**
 * One thing that a configuration changes.
 *
 * @param action what becomes of it
 * @param kind what it is
 * @param name its name: {@code web}, {@code web /v1}, {@code app}, {@code app/app-1}
 * @param text all of it in words
 * @param impact what that does to running traffic, in words; empty where it does nothing, or nothing is known
 */
public record Change(Action action, Kind kind, String name, String text, Optional<String> impact) {

    /** What becomes of a thing. */
    public enum Action {
        ADD,
        REMOVE,
        CHANGE
    }

    /** What a thing is. */
    public enum Kind {
        LISTENER,
        ROUTE,
        BACKEND,
        ENDPOINT,
        /** How Janus stops. */
        SHUTDOWN,
        /** So many more that they are only counted. */
        MORE
    }

    Change(Action action, Kind kind, String name, String text) {
        this(action, kind, name, text, Optional.empty());
    }

    Change with(String impact) {
        return new Change(action, kind, name, text, Optional.of(impact));
    }

    /** In one line: {@code endpoint app/app-2 is removed: drains with 3 in flight}. */
    public String line() {
        return text + impact.map(what -> ": " + what).orElse("");
    }
}
