package io.janus.server.admin;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;

import io.janus.server.Table;

/** The way of a request, for people: what comes of it in a few sentences, then who was considered, in tables. */
final class ExplainText {

    /** Longer ones push the reasons out of sight. */
    private static final int MOST_MATCH_CHARS = 50;

    private ExplainText() {
    }

    static List<String> lines(JsonObject json) {
        List<String> lines = new ArrayList<>();
        boolean http = Fields.text(json, "protocol").equals("http");
        lines.add(asked(json, http));
        lines.addAll(outcome(json));
        if (!Fields.list(json, "considered").isEmpty()) {
            lines.add("");
            lines.addAll(routes(json).lines());
            more(json, "consideredMore", "routes that match less of it", lines);
        }
        if (!Fields.list(json, "candidates").isEmpty()) {
            lines.add("");
            lines.addAll(candidates(json).lines());
            more(json, "candidatesMore", "endpoints that are picked less", lines);
            lines.addAll(legend(json));
        }
        return lines;
    }

    private static String asked(JsonObject json, boolean http) {
        JsonObject request = json.getJsonObject("request");
        String from = " from " + Fields.text(request, "client");
        if (!http) {
            return "A session" + from + " on listener " + Fields.text(json, "listener");
        }
        return Fields.text(request, "method") + " " + Fields.text(request, "host")
                + Fields.optional(request, "path").orElse("") + from + " on listener " + Fields.text(json, "listener");
    }

    private static List<String> outcome(JsonObject json) {
        List<String> lines = new ArrayList<>();
        String taker = switch (Fields.text(json, "how")) {
            case "route" -> "Route " + routeName(json.getJsonObject("route")) + " takes it";
            case "default backend" -> "No route matches, so the listener's default backend takes it";
            case "tcp" -> "The listener passes it on";
            default -> "No route takes it";
        };
        String backend = Fields.optional(json, "backend")
                .map(name -> (taker.endsWith("backend takes it") ? ": " : " to backend ") + name + " ("
                        + Fields.text(json, "balancer") + ")")
                .orElse("");
        lines.add(taker + backend + ".");
        if (Fields.present(json, "answer")) {
            lines.add(answer(json.getJsonObject("answer")));
        } else if (Fields.present(json, "pick")) {
            lines.add(pick(json, json.getJsonObject("pick")));
        }
        if (Fields.flag(json, "panic")) {
            lines.add("The backend is in panic: so few endpoints are well that others are used too.");
        }
        Fields.optional(json, "policyTrouble")
                .ifPresent(what -> lines.add("The policy " + Fields.text(json, "balancer") + " has trouble: " + what + "."));
        return lines;
    }

    private static String answer(JsonObject answer) {
        String code = Fields.text(answer, "code");
        String why = Fields.text(answer, "why");
        if (!Fields.present(answer, "status")) {
            return "Janus resets the connection (" + code + "): " + why + ".";
        }
        return "Janus answers itself: " + Fields.number(answer, "status") + " " + code + Fields.optional(answer, "location")
                .map(location -> " to " + location).orElse("") + ", as " + why + ".";
    }

    private static String pick(JsonObject json, JsonObject pick) {
        String endpoint = Fields.text(pick, "endpoint");
        String share = number(pick, "share") + " % of " + Fields.number(json, "trials") + " picks";
        if (!Fields.present(pick, "alike")) {
            return "It picks " + endpoint + " (" + share + ").";
        }
        List<String> alike = pick.getJsonArray("alike").getValuesAs(JsonString.class).stream()
                .map(other -> Printable.line(other.getString())).toList();
        return "It may pick " + endpoint + " (" + share + "); as likely " + (alike.size() == 1 ? "is " : "are ")
                + String.join(", ", alike) + ".";
    }

    private static Table routes(JsonObject json) {
        Table table = new Table("", "ROUTE", "MATCHES", "LEADS TO", "WHY");
        for (JsonObject one : Fields.list(json, "considered")) {
            JsonObject route = one.getJsonObject("route");
            String why = Fields.text(one, "why");
            table.row(why.equals("picked") ? "*" : "", Fields.optional(route, "name").orElse("-"), matches(route),
                    leadsTo(route),
                    why);
        }
        return table;
    }

    private static String routeName(JsonObject route) {
        return Fields.optional(route, "name").map(name -> name + " (" + matches(route) + ")").orElse(matches(route));
    }

    /** As a person would write it down: {@code POST a.example/api {x-beta: 1}}, an exact path with {@code =}. */
    private static String matches(JsonObject route) {
        String methods = route.getJsonArray("methods").getValuesAs(JsonString.class).stream().map(JsonString::getString)
                .collect(Collectors.joining(","));
        String path = Fields.optional(route, "pathExact").map(exact -> "=" + exact).or(() -> Fields.optional(route, "path"))
                .orElse("");
        String headers = route.getJsonObject("headers").entrySet().stream()
                .map(field -> field.getKey() + ": " + ((JsonString) field.getValue()).getString())
                .collect(Collectors.joining(", "));
        String all = Printable.line((methods.isEmpty() ? "" : methods + " ") + Fields.optional(route, "host").orElse("") + path
                + (headers.isEmpty() ? "" : " {" + headers + "}")).strip();
        String shown = all.isEmpty() ? "everything" : all;
        return shown.length() <= MOST_MATCH_CHARS ? shown : shown.substring(0, MOST_MATCH_CHARS - 1) + "…";
    }

    private static String leadsTo(JsonObject route) {
        return switch (Fields.text(route, "action")) {
            case "redirect" -> Fields.number(route, "status") + " redirect";
            case "deny" -> "403";
            default -> Fields.text(route, "backend");
        };
    }

    private static Table candidates(JsonObject json) {
        boolean scored = Fields.list(json, "candidates").stream().anyMatch(one -> Fields.present(one, "score"));
        Table table = scored ? new Table("", "ENDPOINT", "SHARE", "SCORE", "WEIGHT", "IN FLIGHT", "WHY")
                : new Table("", "ENDPOINT", "SHARE", "WEIGHT", "IN FLIGHT", "WHY");
        String pick = Fields.present(json, "pick") ? Fields.text(json.getJsonObject("pick"), "endpoint") : "";
        for (JsonObject one : Fields.list(json, "candidates")) {
            List<String> row = new ArrayList<>();
            row.add(Fields.text(one, "endpoint").equals(pick) ? "*" : "");
            row.add(Fields.text(one, "endpoint"));
            row.add(Fields.present(one, "share") ? number(one, "share") + " %" : "-");
            if (scored) {
                row.add(Fields.present(one, "score") ? number(one, "score") : "-");
            }
            row.add(Long.toString(Fields.number(one, "weight")));
            row.add(Long.toString(Fields.number(one, "inFlight")));
            row.add(Fields.text(one, "why"));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    /** What the score is; policies may say different things of different endpoints. */
    private static List<String> legend(JsonObject json) {
        Set<String> means = new LinkedHashSet<>();
        Fields.list(json, "candidates").forEach(one -> Fields.optional(one, "scoreMeans").ifPresent(means::add));
        return means.isEmpty() ? List.of() : List.of("Score: " + String.join("; ", means) + ".");
    }

    private static void more(JsonObject json, String count, String what, List<String> lines) {
        if (Fields.present(json, count)) {
            lines.add("… and " + Fields.number(json, count) + " " + what);
        }
    }

    /** Without the digits that say nothing: {@code 62}, {@code 61.9}, {@code 0.333}. */
    private static String number(JsonObject json, String name) {
        double value = json.getJsonNumber(name).doubleValue();
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }
}
