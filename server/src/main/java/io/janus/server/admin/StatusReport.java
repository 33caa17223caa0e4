package io.janus.server.admin;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import io.janus.proxy.spec.HostPort;
import io.janus.server.CommandRefusedException;
import io.janus.server.ExitCode;
import io.janus.server.Table;

/**
 * What a running Janus says about itself in its health data.
 *
 * @param address where it was asked
 * @param ready whether it takes traffic
 * @param data the flat facts of its health check by key, such as {@code endpoint.app/app-1}
 */
record StatusReport(HostPort address, boolean ready, Map<String, String> data) {

    private static final String CHECK = "janus";
    private static final String LISTENER = "listener.";
    private static final String PROTOCOL = "protocol.";
    private static final String BACKEND = "backend.";
    private static final String ENDPOINT = "endpoint.";
    private static final String VERSION = "config.version";
    private static final String REFUSED = "config.refused";

    /**
     * Reads the answer of {@code /q/health}.
     *
     * @throws CommandRefusedException with {@link ExitCode#NOT_RUNNING} when it is no Janus's
     */
    static StatusReport parse(String json, HostPort address) {
        boolean up = true;
        boolean found = false;
        Map<String, String> data = new LinkedHashMap<>();
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject answer = reader.readObject();
            for (JsonObject check : answer.getJsonArray("checks").getValuesAs(JsonObject.class)) {
                if (check.getString("name").equals(CHECK)) {
                    found = true;
                    up &= check.getString("status").equals("UP");
                    check.getOrDefault("data", JsonValue.EMPTY_JSON_OBJECT).asJsonObject()
                            .forEach((key, value) -> data.put(Printable.line(key), text(key, value)));
                }
            }
        } catch (JsonException | ClassCastException | NullPointerException e) {
            throw NoJanus.at(address, "its /q/health is not health data");
        }
        if (!found) {
            throw NoJanus.at(address, "its /q/health has no check named " + CHECK);
        }
        return new StatusReport(address, up, data);
    }

    /** A refusal has a line for each problem; all else is a cell of a table. */
    private static String text(String key, JsonValue value) {
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        return key.equals(REFUSED) ? Printable.lines(text) : Printable.line(text);
    }

    /**
     * For a terminal: a sentence, then a table each of listeners, backends and endpoints.
     *
     * @param numbers what they did, where it is told
     * @param overrides what operators changed by hand, where it is told
     */
    List<String> lines(Optional<Numbers> numbers, Table overrides) {
        List<String> lines = new ArrayList<>();
        lines.add("Janus at " + address + " is " + (ready ? "ready" : "not ready") + version() + ".");
        if (data.containsKey(REFUSED)) {
            lines.add("The last reload was refused: " + data.get(REFUSED));
        }
        StatusTables tables = new StatusTables(numbers);
        append(lines, tables.listeners(below(LISTENER), below(PROTOCOL)));
        append(lines, tables.backends(below(BACKEND)));
        append(lines, tables.endpoints(below(ENDPOINT)));
        append(lines, overrides);
        return lines;
    }

    private String version() {
        return data.containsKey(VERSION) ? ", configuration version " + data.get(VERSION) : "";
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> names = new TreeMap<>();
        data.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                names.put(key.substring(prefix.length()), value);
            }
        });
        return names;
    }

    private static void append(List<String> lines, Table table) {
        if (!table.isEmpty()) {
            lines.add("");
            lines.addAll(table.lines());
        }
    }
}
