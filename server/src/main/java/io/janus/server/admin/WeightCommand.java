package io.janus.server.admin;

import java.util.concurrent.Callable;
import java.util.regex.Pattern;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code janus weight}: another share of the work for an endpoint. */
@Command(name = "weight", versionProvider = Versions.class, sortOptions = false, description = {
        "Sets the weight of an endpoint in place of the configured one. This survives reloads, and lasts until 'reset'.",
        "" }, footer = { "", "Exit codes: 0 done, 1 refused, 2 usage, 3 no running Janus answers." })
public final class WeightCommand implements Callable<Integer> {

    private static final String RESET = "reset";

    /** A configuration allows no more either. */
    private static final int MOST = 1000;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    @Parameters(index = "0", paramLabel = "BACKEND/ENDPOINT", arity = "1", converter = EndpointName.Converter.class, description = "As 'janus status' names them, with a slash between: app/app-1.")
    EndpointName name = new EndpointName("", "");

    @Parameters(index = "1", paramLabel = "(N|reset)", arity = "1", description = "A number from 0 (no work) to 1000, or 'reset' for the configured weight.")
    String weight = "";

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        JsonObjectBuilder body = Json.createObjectBuilder();
        if (weight.equals(RESET)) {
            body.addNull("weight");
        } else if (NUMBER.matcher(weight).matches() && Integer.parseInt(weight) <= MOST) {
            body.add("weight", Integer.parseInt(weight));
        } else {
            throw new ParameterException(options.spec.commandLine(),
                    "'" + weight + "' must be a weight from 0 to " + MOST + ", or '" + RESET + "'.");
        }
        ApiAnswer endpoint = options.client().post(name.path() + "/weight", body.build());
        return options.show(endpoint, answer -> answer.read(EndpointText::lines));
    }
}
