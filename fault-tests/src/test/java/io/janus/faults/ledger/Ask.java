package io.janus.faults.ledger;

import org.jspecify.annotations.Nullable;

import io.janus.faults.endpoint.Act;

/**
 * What a client asks for, and how it behaves meanwhile.
 *
 * @param act what the endpoint is to do; null leaves it to the endpoint
 * @param bodyLength of the request
 * @param chunked whether the request's body is
 * @param answerLength of the answer's body
 * @param framing of the answer's body, as the endpoint sends it: {@code length}, {@code chunked} or {@code close}
 * @param delayMillis how long the endpoint waits, or trickles; below 0 leaves it to the endpoint
 * @param leaving when the client vanishes
 * @param http10 whether the client speaks HTTP/1.0: what is not framed ends with the connection, and only a reset cuts it
 */
public record Ask(String method, String path, @Nullable Act act, int bodyLength, boolean chunked,
        int answerLength, String framing, int delayMillis, Leaving leaving, boolean http10) {

    /** How a client vanishes. */
    public enum Leaving {
        STAYS,
        RESETS_IN_HEAD,
        FINISHES_IN_HEAD,
        RESETS_IN_BODY,
        FINISHES_IN_BODY,
        /** After the whole request, before the answer. */
        RESETS_WAITING,
        /** After the head of the answer. */
        RESETS_READING
    }

    public static Ask get(int answerLength) {
        return new Ask("GET", "/", null, 0, false, answerLength, "length", -1, Leaving.STAYS, false);
    }

    public static Ask post(int bodyLength, int answerLength) {
        return get(answerLength).method("POST").body(bodyLength, false);
    }

    /** Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2). */
    public boolean isIdempotent() {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    public Ask method(String method) {
        return new Ask(method, path, act, bodyLength, chunked, answerLength, framing, delayMillis, leaving, http10);
    }

    public Ask path(String path) {
        return new Ask(method, path, act, bodyLength, chunked, answerLength, framing, delayMillis, leaving, http10);
    }

    public Ask act(Act act) {
        return new Ask(method, path, act, bodyLength, chunked, answerLength, framing, delayMillis, leaving, http10);
    }

    public Ask body(int bodyLength, boolean chunked) {
        return new Ask(method, path, act, bodyLength, chunked, answerLength, framing, delayMillis, leaving, http10);
    }

    public Ask framing(String framing) {
        return new Ask(method, path, act, bodyLength, chunked, answerLength, framing, delayMillis, leaving, http10);
    }

    public Ask delay(int delayMillis) {
        return new Ask(method, path, act, bodyLength, chunked, answerLength, framing, delayMillis, leaving, http10);
    }

    public Ask leaving(Leaving leaving) {
        return new Ask(method, path, act, bodyLength, chunked, answerLength, framing, delayMillis, leaving, http10);
    }

    /** The same from a client of HTTP/1.0. */
    public Ask byOldClient() {
        return new Ask(method, path, act, bodyLength, false, answerLength, framing, delayMillis, leaving, true);
    }
}
