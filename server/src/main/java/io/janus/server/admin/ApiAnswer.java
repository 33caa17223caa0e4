package io.janus.server.admin;

import java.io.StringReader;
import java.util.function.Function;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

import io.janus.proxy.spec.HostPort;
import io.janus.server.CommandRefusedException;

/**
 * What the admin API answered.
 *
 * @param address who answered
 * @param path what was asked
 * @param json its content
 * @param text the same as it came, but fit for a terminal
 */
record ApiAnswer(HostPort address, String path, JsonObject json, String text) {

    /**
     * Reads the body of an answer.
     *
     * @throws CommandRefusedException with {@link io.janus.server.ExitCode#NOT_RUNNING} when it is no JSON object
     */
    static ApiAnswer parse(HostPort address, String path, String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return new ApiAnswer(address, path, reader.readObject(), Printable.json(body.strip()));
        } catch (JsonException e) {
            throw NoJanus.at(address, "its " + path + " answers no JSON object");
        }
    }

    /**
     * Takes something out of it.
     *
     * @param reader may find that a field is missing or of another type
     * @throws CommandRefusedException with {@link io.janus.server.ExitCode#NOT_RUNNING} when it did
     */
    <T> T read(Function<JsonObject, T> reader) {
        try {
            return reader.apply(json);
        } catch (JsonException | ClassCastException | NullPointerException | ArithmeticException e) {
            throw NoJanus.at(address, "its " + path + " answers something else than Janus would");
        }
    }
}
