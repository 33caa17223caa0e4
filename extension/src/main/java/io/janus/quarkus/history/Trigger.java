package io.janus.quarkus.history;

import java.util.Optional;

/**
 * What brought a configuration.
 *
 * @param what the kind of event: {@code "start"}, {@code "file change"}, {@code "SIGHUP"}, {@code "admin API"}
 * @param by who asked, where that is known
 */
public record Trigger(String what, Optional<String> by) {

    /** A call of the admin API. */
    public static final String ADMIN_API = "admin API";

    /** A version from the history. */
    public static Trigger rollback(long version, Optional<String> by) {
        return new Trigger("rollback to " + version, by);
    }

    /** An event that nobody in particular caused. */
    public Trigger(String what) {
        this(what, Optional.empty());
    }

    @Override
    public String toString() {
        return what + by.map(who -> " by " + who).orElse("");
    }
}
