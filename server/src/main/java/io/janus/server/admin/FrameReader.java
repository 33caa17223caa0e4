package io.janus.server.admin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import io.janus.server.top.Frame;

/**
 * Live frames, and what there is to say of their rows, out of JSON. What is missing or of another type throws what
 * {@link ApiAnswer#read} expects.
 */
final class FrameReader {

    // What an endpoint is in a frame, which has a thousand of them each second: an array, in this order.
    private static final int ID = 0;
    private static final int STATUS = 1;
    private static final int WEIGHT = 2;
    private static final int IN_FLIGHT = 3;
    private static final int ATTEMPTS = 4;
    private static final int FAILURES = 5;

    private FrameReader() {
    }

    static Frame frame(JsonObject json) {
        return new Frame(time(Fields.text(json, "at")), Fields.number(json, "revision"), Fields.number(json, "configVersion"),
                Fields.number(json, "openConnections"), optional(json, "loopLagP99Millis"),
                Fields.list(json, "listeners").stream().map(FrameReader::listener).toList(),
                Fields.list(json, "backends").stream().map(FrameReader::backend).toList());
    }

    private static Frame.Listener listener(JsonObject json) {
        OptionalDouble requests = optional(json, "requestsPerSecond");
        return new Frame.Listener(Fields.text(json, "name"), requests.orElse(decimal(json, "connectionsPerSecond")),
                decimal(json, "errorsPerSecond"), optional(json, "clientErrorsPerSecond"), optional(json, "p50Millis"),
                optional(json, "p99Millis"), Fields.number(json, "connections"), decimal(json, "bytesInPerSecond"),
                decimal(json, "bytesOutPerSecond"));
    }

    private static Frame.Backend backend(JsonObject json) {
        return new Frame.Backend(Fields.text(json, "name"), decimal(json, "attemptsPerSecond"),
                decimal(json, "failuresPerSecond"), optional(json, "p50Millis"), optional(json, "p99Millis"),
                json.getJsonArray("endpoints").getValuesAs(JsonArray.class).stream().map(FrameReader::endpoint).toList());
    }

    private static Frame.Endpoint endpoint(JsonArray json) {
        return new Frame.Endpoint(Printable.line(json.getString(ID)), Printable.line(json.getString(STATUS)),
                json.getJsonNumber(WEIGHT).doubleValue(), json.getJsonNumber(IN_FLIGHT).longValueExact(),
                json.getJsonNumber(ATTEMPTS).doubleValue(), json.getJsonNumber(FAILURES).doubleValue());
    }

    private static double decimal(JsonObject json, String name) {
        return json.getJsonNumber(name).doubleValue();
    }

    /** Empty where the field is missing or null. */
    private static OptionalDouble optional(JsonObject json, String name) {
        return json.getOrDefault(name, JsonValue.NULL) instanceof JsonNumber number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private static String time(String at) {
        try {
            return DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).format(Instant.parse(at).atOffset(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return at;
        }
    }

    /** By the key of a row: what numbers do not tell. */
    static Map<String, String> details(JsonObject state) {
        Map<String, String> details = new HashMap<>();
        for (JsonObject listener : Fields.list(state, "listeners")) {
            String name = Fields.text(listener, "name");
            String protocol = Fields.optional(listener, "protocol").map(speaks -> " speaks " + speaks).orElse("");
            details.put("listener " + name, "listener " + name + " on " + Fields.text(listener, "address") + protocol
                    + Fields.optional(listener, "backend").map(backend -> " and leads to " + backend).orElse(""));
        }
        for (JsonObject backend : Fields.list(state, "backends")) {
            String name = Fields.text(backend, "name");
            details.put("backend " + name, "backend " + name + " (" + Fields.text(backend, "balancer") + ")"
                    + (Fields.flag(backend, "panic") ? " is in panic: so few endpoints are well that others are used too"
                            : ""));
            Fields.list(backend, "endpoints").forEach(endpoint -> details.put(name + "/" + Fields.text(endpoint, "id"),
                    EndpointText.standing(endpoint)));
        }
        return details;
    }
}
