package io.janus.proxy.access;

/**
 * Why an exchange ended, where no {@link io.janus.proxy.stats.ErrorCode} says it. Sessions end as
 * {@link io.janus.proxy.stats.SessionEnd} has it, but for {@link #COMPLETE}.
 */
public enum AccessEnd {

    /** All of it was done: the whole answer went out, or both sides of a session finished. */
    COMPLETE("complete"),

    /** It became a tunnel, and both sides of that finished. */
    UPGRADED("upgraded"),

    /** The client left or broke its connection before it had all of its answer. */
    CLIENT_GONE("client_gone"),

    /** A tunnel in which no byte moved for as long as the listener allows. */
    IDLE_TIMEOUT("idle_timeout"),

    /** Janus ended it, for its endpoint went down or was removed, the drain time was over, or the listener changed. */
    CLOSED("closed");

    private final String label;

    AccessEnd(String label) {
        this.label = label;
    }

    /** Its name in access logs and documents. */
    public String label() {
        return label;
    }
}
