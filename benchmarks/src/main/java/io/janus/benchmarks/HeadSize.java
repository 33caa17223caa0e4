package io.janus.benchmarks;

/** How large a head is. */
public enum HeadSize {

    /** A first line and one or two fields. */
    SHORT,

    /** A request as a browser sends it, with 6 fields and some 330 bytes; an answer as nginx gives it, with 7 fields. */
    USUAL,

    /** 40 fields, some 4 KiB: long cookies, and proxies and tracers that each add their own. */
    LARGE
}
