package io.janus.faults.endpoint;

/** What an endpoint does with a request: answer, or one of the ways not to. */
public enum Act {
    /** An answer as it should be. */
    ANSWER,
    /** The same, and the connection closes with it, as announced. */
    CLOSE,
    /** The same after an interim answer. */
    INTERIM,
    /** The same, byte by byte. */
    DRIP,
    /** The same, in pieces over the time of the delay. */
    TRICKLE,
    /** A whole answer before the body of the request was read. */
    EARLY,
    /** A whole answer, and a few milliseconds later, unannounced, a FIN: perhaps just when the next request arrives. */
    IDLE_CLOSE,
    /** A whole answer, and in the same write more bytes than were announced. */
    LONG,
    /** A whole answer, and in the same write another. */
    TWICE,
    /** Less than was announced, and then silence. */
    SHORT,
    /** A reset inside the body. */
    RESET_MID,
    /** A FIN inside the body. */
    CLOSE_MID,
    /** A FIN inside the head. */
    CUT_HEAD,
    /** What is no head, or one that can be read in two ways, and a FIN. */
    MALFORMED,
    /** A reset in place of an answer. */
    RESET_BEFORE,
    /** A FIN in place of an answer. */
    CLOSE_BEFORE,
    /** Nothing, for ever. */
    NEVER,
    /** An upgrade to a protocol that sends back what it gets. */
    UPGRADE;

    /** Whether a client may end up with an answer of this kind that looks whole. */
    public boolean isWhole() {
        return ordinal() <= TWICE.ordinal();
    }
}
