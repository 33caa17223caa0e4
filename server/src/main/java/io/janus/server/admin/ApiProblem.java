package io.janus.server.admin;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;

import io.janus.quarkus.config.ConfigProblem;

/**
 * Why the admin API refused something, as it says itself (RFC 9457). Fit for a terminal.
 *
 * @param detail a text for people; empty where there is none
 * @param problems of a refused configuration; empty for everything else
 */
record ApiProblem(String detail, List<ConfigProblem> problems) {

    static final ApiProblem NONE = new ApiProblem("", List.of());

    /** Reads the body of a refusal; empty when it is none of ours. */
    static Optional<ApiProblem> parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            JsonObject json = reader.readObject();
            JsonArray problems = json.getOrDefault("problems", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
            String detail = json.getString("detail", json.getString("title", ""));
            return Optional.of(new ApiProblem(Printable.lines(detail).strip(),
                    problems.getValuesAs(JsonObject.class).stream().map(ApiProblem::problem).toList()));
        } catch (JsonException | ClassCastException | NullPointerException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static ConfigProblem problem(JsonObject json) {
        JsonValue line = json.get("line");
        return new ConfigProblem(Printable.line(json.getString("key", "")),
                line == null || line == JsonValue.NULL ? null : json.getInt("line"),
                Printable.lines(json.getString("message")));
    }
}
