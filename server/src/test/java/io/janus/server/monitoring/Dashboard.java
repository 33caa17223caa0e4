package io.janus.server.monitoring;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;

/** The dashboard for Grafana that the manual has. */
public record Dashboard(JsonObject json) {

    private static final Path FILE = Path.of("..", "docs", "grafana", "janus.json");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    /** Reads it. */
    public static Dashboard read() throws IOException {
        try (Reader text = Files.newBufferedReader(FILE); JsonReader json = Json.createReader(text)) {
            return new Dashboard(json.readObject());
        }
    }

    List<JsonObject> panels() {
        return json.getJsonArray("panels").getValuesAs(JsonObject.class);
    }

    List<JsonObject> variables() {
        return json.getJsonObject("templating").getJsonArray("list").getValuesAs(JsonObject.class);
    }

    /** Every query of its panels and annotations, wherever it stands, and those of its variables. */
    public List<Asked> asked() {
        List<Asked> asked = new ArrayList<>();
        collect(json.getString("title"), json, asked);
        for (JsonObject variable : variables()) {
            if (variable.getString("type").equals("query")) {
                asked.add(ofVariable(variable));
            }
        }
        return asked;
    }

    private static void collect(String title, JsonValue value, List<Asked> asked) {
        if (value instanceof JsonArray array) {
            array.forEach(item -> collect(title, item, asked));
        } else if (value instanceof JsonObject object) {
            String here = object.getString("title", object.getString("name", title));
            if (object.containsKey("expr")) {
                asked.add(new Asked("panel " + here, object.getString("expr").replace("$__rate_interval", "5m"),
                        object.getString("legendFormat", "") + object.getString("titleFormat", "")
                                + object.getString("textFormat", "")));
            }
            object.values().forEach(item -> collect(here, item, asked));
        }
    }

    private static Asked ofVariable(JsonObject variable) {
        Matcher query = LABEL_VALUES.matcher(variable.getJsonObject("query").getString("query"));
        if (!query.matches()) {
            throw new IllegalArgumentException("no label_values: " + variable);
        }
        return new Asked("variable " + variable.getString("name"), query.group(1), "{{" + query.group(2) + "}}");
    }
}
