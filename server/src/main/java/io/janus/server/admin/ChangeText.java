package io.janus.server.admin;

import java.util.ArrayList;
import java.util.List;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;

/** What a configuration changes, for people: a line each, as in a diff. */
final class ChangeText {

    private ChangeText() {
    }

    /** What a plan says. */
    static List<String> planned(JsonObject plan) {
        List<String> lines = new ArrayList<>();
        long base = Fields.number(plan, "baseVersion");
        lines.add(plan.getBoolean("unchanged") ? "Nothing would change: version " + base + " is the same."
                : "This would change version " + base + ", the one in force:");
        lines.addAll(changes(plan));
        lines.addAll(restarts(plan));
        return lines;
    }

    /** What came of an apply or a rollback. */
    static List<String> done(JsonObject result) {
        List<String> lines = new ArrayList<>();
        long version = Fields.number(result, "version");
        lines.add(result.getBoolean("unchanged") ? "Nothing changed: version " + version + " stays in force."
                : "Version " + version + " is in force.");
        Fields.optional(result, "message").ifPresent(lines::add);
        return lines;
    }

    /** As {@link #done}, with what changed: for those who saw no plan of it. */
    static List<String> doneWithChanges(JsonObject result) {
        List<String> lines = new ArrayList<>(done(result));
        lines.addAll(1, changes(result));
        lines.addAll(restarts(result));
        return lines;
    }

    /** The changes alone. */
    static List<String> changes(JsonObject answer) {
        return Fields.list(answer, "changes").stream().map(ChangeText::change).toList();
    }

    private static String change(JsonObject change) {
        String sign = switch (change.getString("action")) {
            case "add" -> "+";
            case "remove" -> "-";
            default -> "~";
        };
        return "  " + sign + " " + Fields.text(change, "text")
                + Fields.optional(change, "impact").map(impact -> "; " + impact).orElse("");
    }

    private static List<String> restarts(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        if (Fields.present(answer, "restartNeeded")) {
            answer.getJsonArray("restartNeeded").getValuesAs(JsonString.class)
                    .forEach(key -> lines.add("  ! " + Printable.line(key.getString()) + " (takes a restart)"));
        }
        return lines;
    }
}
