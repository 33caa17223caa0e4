package io.janus.server.admin;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.json.JsonObject;

/** Events for people: a line each. */
final class EventText {

    private EventText() {
    }

    /** Those that were kept, the oldest first. */
    static List<String> lines(JsonObject answer) {
        return answer.getJsonArray("events").getValuesAs(JsonObject.class).stream().map(EventText::line).toList();
    }

    /** When, its number, which kind, and what happened; what it has to list is below it, indented. */
    static String line(JsonObject event) {
        return Fields.time(event, "at") + String.format("  %4d  %-8s  ", Fields.number(event, "id"), Fields.text(event, "type"))
                + Printable.lines(event.getString("text")).strip().lines()
                        .collect(Collectors.joining(System.lineSeparator() + "    "));
    }
}
