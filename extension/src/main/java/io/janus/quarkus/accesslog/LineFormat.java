package io.janus.quarkus.accesslog;

import io.janus.proxy.access.AccessRecord;

/** Makes lines of records. Confined to the writer's thread, but for its making. */
interface LineFormat {

    /** As Apache and nginx call it, with the same fields in the same order. */
    String COMBINED = "{client_ip} - - [{common_time}] \"{request}\" {status} {bytes_to_client} \"{referer}\" \"{user_agent}\"";

    /** The way the lines of a format go. */
    static LineFormat of(String format) {
        return switch (format) {
            case "json" -> new JsonFormat();
            case "combined" -> new PatternFormat(COMBINED);
            default -> new PatternFormat(format);
        };
    }

    /** Writes the line of a record, line feed included. */
    void write(AccessRecord record, LineBuffer out, LineClock clock);
}
