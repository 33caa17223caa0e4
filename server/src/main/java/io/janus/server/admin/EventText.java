package io.janus.server.admin;

import java.util.List;
import java.util.stream.Stream;

import jakarta.json.JsonObject;

/** Events for people: a line each. */
final class EventText {

    private EventText() {
    }

    /** Those that were kept, the oldest first. */
    static List<String> lines(JsonObject answer) {
        return answer.getJsonArray("events").getValuesAs(JsonObject.class).stream().map(EventText::line).toList();
    }

    /** When, its number, which kind, and what happened. */
    static String line(JsonObject event) {
        return String.join("  ", Stream.of(Fields.text(event, "at"), Long.toString(Fields.number(event, "id")),
                String.format("%-8s", Fields.text(event, "type")), Fields.text(event, "text")).toList());
    }
}
