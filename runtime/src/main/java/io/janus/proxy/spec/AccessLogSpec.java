package io.janus.proxy.spec;

/**
 * That a line is written for each request or session of a listener, and how.
 *
 * @param format {@code json}, {@code combined} or a pattern, as the control plane reads it
 * @param to {@code stdout} or the path of a file
 */
public record AccessLogSpec(String format, String to) {
}
