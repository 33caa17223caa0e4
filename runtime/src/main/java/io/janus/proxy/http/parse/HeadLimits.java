package io.janus.proxy.http.parse;

/**
 * How large a head may be.
 *
 * @param maxHead bytes from the first of the start line to the last of the empty line
 * @param maxFields how many field lines
 * @param maxStartLine bytes of the request line or status line, without its CRLF
 */
public record HeadLimits(int maxHead, int maxFields, int maxStartLine) {
}
