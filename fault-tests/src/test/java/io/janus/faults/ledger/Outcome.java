package io.janus.faults.ledger;

/**
 * What a client saw of its request.
 *
 * @param status of the answer; 0 when there was none
 * @param code what {@code Janus-Error} said; empty for an endpoint's answer
 * @param answeredId whose answer it says it is; empty when it does not say
 * @param digest of the answer's body, as far as it came
 * @param story for people
 */
public record Outcome(Kind kind, int status, String code, String answeredId, String digest, String story) {

    /** How it ended, for the client. */
    public enum Kind {
        /** An answer that looks whole. */
        COMPLETE,
        /** An answer that visibly is not. */
        TRUNCATED,
        /** The connection ended, and no byte of an answer had come. */
        BARE_CLOSE,
        /** The connection ended inside the head of the answer. */
        CUT_HEAD,
        /** What came is no answer. */
        MALFORMED,
        /** Nothing came for as long as the client waits. */
        TIMEOUT,
        /** There was no connection. */
        REFUSED,
        /** The client left, as it meant to. */
        LEFT
    }

    public static Outcome without(Kind kind, String story) {
        return new Outcome(kind, 0, "", "", "", story);
    }

    /** Whether it is an endpoint's answer of 200, and whole. */
    public boolean isGood() {
        return kind == Kind.COMPLETE && status == 200 && code.isEmpty();
    }

    /** As it stands in a table of counts: {@code 200}, {@code 502 connect_failure}, {@code TRUNCATED}. */
    public String label() {
        return kind != Kind.COMPLETE ? kind.name() : code.isEmpty() ? String.valueOf(status) : status + " " + code;
    }
}
