package io.janus.proxy.http.parse;

/**
 * How large a head may be.
 *
 * @param maxHead bytes from the first of the start line to the last of the empty line
 * @param maxFields how many field lines
 * @param maxStartLine bytes of the request line or status line, without its CRLF
 */
public record HeadLimits(int maxHead, int maxFields, int maxStartLine) {

    /**
     * What an endpoint's head may be, in traffic and in probes: four times what clients may send by default, since answers
     * carry cookies. Not configurable: endpoints are the operator's own.
     */
    public static final HeadLimits OF_ENDPOINTS = new HeadLimits(64 * 1024, 256, 8 * 1024);
}
