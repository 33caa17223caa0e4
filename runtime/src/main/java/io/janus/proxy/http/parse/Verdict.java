package io.janus.proxy.http.parse;

/** What came of a scan. The same for the same bytes, however they were split on their way. */
public enum Verdict {

    /** There is a whole, well-formed head or section. */
    COMPLETE,

    /** Nothing is wrong so far, and more bytes are needed. */
    INCOMPLETE,

    /** It is malformed, ambiguous or too large; the scanner knows why. */
    REFUSED
}
