package io.janus.server.admin;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * The fields of an answer, fit for a terminal. One that is missing or of another type throws what {@link ApiAnswer#read}
 * expects.
 */
final class Fields {

    private Fields() {
    }

    static String text(JsonObject json, String name) {
        return Printable.line(json.getString(name));
    }

    /** A time to the second, which is what a person compares. */
    static String time(JsonObject json, String name) {
        String text = text(json, name);
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    /** Empty where the field is missing, null or an empty text. */
    static Optional<String> optional(JsonObject json, String name) {
        return present(json, name) ? Optional.of(text(json, name)).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    static long number(JsonObject json, String name) {
        return json.getJsonNumber(name).longValueExact();
    }

    /** False where the field is missing. */
    static boolean flag(JsonObject json, String name) {
        return present(json, name) && json.getBoolean(name);
    }

    /** Empty where the field is missing. */
    static List<JsonObject> list(JsonObject json, String name) {
        return present(json, name) ? json.getJsonArray(name).getValuesAs(JsonObject.class) : List.of();
    }

    static boolean present(JsonObject json, String name) {
        return json.getOrDefault(name, JsonValue.NULL) != JsonValue.NULL;
    }
}
