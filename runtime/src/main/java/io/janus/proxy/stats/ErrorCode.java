package io.janus.proxy.stats;

/**
 * What can go wrong on an event loop, as counted in {@code janus_errors_total}, written to the log and, where an exchange can
 * still be answered, sent to the client in {@code Janus-Error}.
 */
public enum ErrorCode {

    // What clients send

    /** A request line that is none: its method, target or version is malformed. */
    BAD_REQUEST_LINE("bad_request_line", 400),

    /** A field line that is malformed: a bad name or value, a space before the colon, a folded line, a bare CR or LF. */
    BAD_HEADER("bad_header", 400),

    /** Host is missing on HTTP/1.1, repeated or malformed. */
    BAD_HOST("bad_host", 400),

    /** Where the message ends is ambiguous: by {@code Content-Length}, {@code Transfer-Encoding} or both. */
    BAD_FRAMING("bad_framing", 400),

    /** A chunk or the trailer section of a request is malformed. */
    BAD_CHUNK("bad_chunk", 400),

    /** A path that cannot be matched without guessing: an encoded slash, backslash or NUL, or {@code ..} above the root. */
    BAD_PATH("bad_path", 400),

    /** A request line longer than {@code max-request-line}. */
    URI_TOO_LONG("uri_too_long", 414),

    /** A head longer than {@code max-head}, or with more fields than {@code max-headers}. */
    HEAD_TOO_LARGE("head_too_large", 431),

    /** A body longer than {@code max-body}. */
    BODY_TOO_LARGE("body_too_large", 413),

    /** CONNECT, which Janus does not do. */
    METHOD_NOT_ALLOWED("method_not_allowed", 405),

    /** A head that was begun and not completed in time. */
    HEAD_TIMEOUT("head_timeout", 408),

    /** A body that stalled. */
    BODY_TIMEOUT("body_timeout", 408),

    /** A client that took no byte of its answer for as long as it may. */
    CLIENT_STALL("client_stall", 0),

    // Where it leads

    /** No route matches, and the listener has no default backend. */
    NO_ROUTE("no_route", 404),

    /** A route denies it. */
    DENIED("denied", 403),

    // What endpoints do

    /** No endpoint could be picked: none is configured up, or the policy answered none. */
    NO_ENDPOINT("no_endpoint", 503),

    /** Every allowed attempt was refused or unreachable. */
    CONNECT_FAILURE("connect_failure", 502),

    /** The last allowed attempt to connect was not answered in time. */
    CONNECT_TIMEOUT("connect_timeout", 504),

    /** The endpoint ended its connection before it answered. */
    ENDPOINT_RESET("endpoint_reset", 502),

    /** The endpoint's answer did not begin in time. */
    RESPONSE_TIMEOUT("response_timeout", 504),

    /** The whole exchange took longer than it may. */
    REQUEST_TIMEOUT("request_timeout", 504),

    /** The endpoint's answer is malformed, or its framing is ambiguous. */
    BAD_RESPONSE("bad_response", 502),

    /** The endpoint ended its connection, or stalled, inside the body of its answer; the client saw it cut. */
    TRUNCATED("truncated", 0),

    /** The endpoint sent bytes that belong to no answer; its connection was closed. */
    UNEXPECTED_BYTES("unexpected_bytes", 0),

    // Janus itself

    /** A connection came while the listener's {@code max-connections} were open; it was closed at once. */
    CONNECTION_LIMIT("connection_limit", 503),

    /** The process has no file descriptor left for a connection. */
    NO_DESCRIPTORS("no_descriptors", 503),

    /** Slow peers kept more bytes waiting than there is memory for; what kept the most was reset. */
    NO_MEMORY("no_memory", 0),

    /** A policy threw, or answered an index it must not; a random endpoint took its place. */
    POLICY_FAILURE("policy_failure", 0),

    /** Janus itself failed on a connection, which was closed. Always a bug worth reporting. */
    INTERNAL("internal", 500);

    private final String label;
    private final int status;

    ErrorCode(String label, int status) {
        this.label = label;
        this.status = status;
    }

    /** Its name in metrics, logs and documents. */
    public String label() {
        return label;
    }

    /** The status of the answer that tells a client of it; 0 where there is none. */
    public int status() {
        return status;
    }
}
