package io.janus.proxy.stats;

/** What can go wrong on an event loop, as counted in {@code janus_errors_total} and written to the log. */
public enum ErrorCode {

    /** No endpoint could be picked: none is configured up, or the policy answered none. */
    NO_ENDPOINT("no_endpoint"),

    /** Every allowed attempt was refused or unreachable. */
    CONNECT_FAILURE("connect_failure"),

    /** The last allowed attempt was not answered in time. */
    CONNECT_TIMEOUT("connect_timeout"),

    /** A connection came while the listener's {@code max-connections} were open; it was closed at once. */
    CONNECTION_LIMIT("connection_limit"),

    /** The process has no file descriptor left for a connection. */
    NO_DESCRIPTORS("no_descriptors"),

    /** Slow peers kept more bytes waiting than there is memory for; the session that kept the most was reset. */
    NO_MEMORY("no_memory"),

    /** A policy threw, or answered an index it must not; a random endpoint took its place. */
    POLICY_FAILURE("policy_failure"),

    /** Janus itself failed on a connection, which was closed. Always a bug worth reporting. */
    INTERNAL("internal");

    private final String label;

    ErrorCode(String label) {
        this.label = label;
    }

    /** Its name in metrics, logs and documents. */
    public String label() {
        return label;
    }
}
