package io.janus.proxy.stats;

/** Why a session ended, as counted in {@code janus_sessions_total}. */
public enum SessionEnd {

    /** Both sides finished. */
    COMPLETED("completed"),

    /** The client reset its connection, or left while the endpoint was being connected to. */
    CLIENT_RESET("client_reset"),

    /** The endpoint reset its connection. */
    ENDPOINT_RESET("endpoint_reset"),

    /** No byte moved for as long as the backend allows. */
    IDLE_TIMEOUT("idle_timeout"),

    /** No endpoint could be picked. */
    NO_ENDPOINT("no_endpoint"),

    /** Every allowed attempt failed to connect. */
    CONNECT_FAILURE("connect_failure"),

    /** Its endpoint went down, or was removed and its drain time is over. */
    ENDPOINT_GONE("endpoint_gone"),

    /** Slow peers kept more bytes waiting than there is memory for, and this session the most. */
    NO_MEMORY("no_memory"),

    /** Janus is shutting down and the drain time is over. */
    SHUTDOWN("shutdown"),

    /** Janus had no descriptor, or failed. */
    INTERNAL("internal");

    private final String label;

    SessionEnd(String label) {
        this.label = label;
    }

    /** Its name in metrics and documents. */
    public String label() {
        return label;
    }
}
