package io.janus.server.admin;

import java.util.ArrayList;
import java.util.List;

import jakarta.json.JsonObject;

import io.janus.server.Table;

/** How an endpoint stands, and what operators changed by hand, for people. */
final class EndpointText {

    private static final String OVERRIDE = "override";

    private EndpointText() {
    }

    /** An endpoint in a sentence or two. */
    static List<String> lines(JsonObject endpoint) {
        List<String> lines = new ArrayList<>();
        lines.add(name(endpoint) + " at " + Fields.text(endpoint, "address") + " is " + status(endpoint) + ": "
                + Fields.number(endpoint, "inFlight") + " in flight, " + weight(endpoint) + ".");
        if (drained(endpoint)) {
            lines.add("Drained until 'janus enable " + name(endpoint) + "'.");
        }
        return lines;
    }

    /** How it stands, without what changes each second. */
    static String standing(JsonObject endpoint) {
        return name(endpoint) + " at " + Fields.text(endpoint, "address") + " is " + status(endpoint) + ", " + weight(endpoint);
    }

    /** The endpoints whose drain or weight an operator set. */
    static Table overrides(JsonObject backends) {
        Table table = noOverrides();
        for (JsonObject backend : Fields.list(backends, "backends")) {
            for (JsonObject endpoint : Fields.list(backend, "endpoints")) {
                if (Fields.present(endpoint, OVERRIDE)) {
                    JsonObject override = endpoint.getJsonObject(OVERRIDE);
                    table.row(name(endpoint), setTo(endpoint, override), Fields.optional(override, "by").orElse("-"),
                            Fields.time(override, "since"));
                }
            }
        }
        return table;
    }

    /** What is not told looks like none. */
    static Table noOverrides() {
        return new Table("OVERRIDDEN", "SET TO", "BY", "SINCE");
    }

    /** With its reason, where there is one; some reasons begin with the status itself. */
    private static String status(JsonObject endpoint) {
        String status = Fields.text(endpoint, "status");
        String reason = Fields.optional(endpoint, "reason").orElse(status);
        return reason.startsWith(status) ? reason : status + " (" + reason + ")";
    }

    private static String setTo(JsonObject endpoint, JsonObject override) {
        boolean weighted = Fields.present(override, "weight");
        return (drained(endpoint) ? "drained" : "") + (drained(endpoint) && weighted ? ", " : "")
                + (weighted ? weight(endpoint) : "");
    }

    static boolean drained(JsonObject endpoint) {
        return Fields.present(endpoint, OVERRIDE) && Fields.flag(endpoint.getJsonObject(OVERRIDE), "drained");
    }

    private static String weight(JsonObject endpoint) {
        long weight = Fields.number(endpoint, "weight");
        long configured = Fields.number(endpoint, "configuredWeight");
        return "weight " + weight + (weight == configured ? "" : " (configured: " + configured + ")");
    }

    private static String name(JsonObject endpoint) {
        return Fields.text(endpoint, "backend") + "/" + Fields.text(endpoint, "id");
    }
}
