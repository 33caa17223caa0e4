package io.janus.proxy.http.parse;

/** How a message's body ends (RFC 9112 section 6.3). */
public enum Framing {

    /** There is none. */
    NONE,

    /** After as many bytes as {@code Content-Length} says; perhaps 0. */
    LENGTH,

    /** With the last chunk. */
    CHUNKED,

    /** With the connection. Only responses. */
    UNTIL_CLOSE
}
