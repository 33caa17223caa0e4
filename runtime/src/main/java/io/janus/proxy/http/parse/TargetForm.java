package io.janus.proxy.http.parse;

/** The forms of a request target (RFC 9112 section 3.2). */
public enum TargetForm {

    /** {@code /path?query} */
    ORIGIN,

    /** {@code http://host/path?query} */
    ABSOLUTE,

    /** {@code host:port}, only with CONNECT. */
    AUTHORITY,

    /** {@code *}, only with OPTIONS. */
    ASTERISK
}
