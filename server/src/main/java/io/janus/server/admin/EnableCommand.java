package io.janus.server.admin;

import java.util.concurrent.Callable;

import jakarta.json.JsonValue;

import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code janus enable}: the end of a drain. */
@Command(name = "enable", versionProvider = Versions.class, sortOptions = false, description = {
        "Ends the drain of an endpoint: it gets work again, if it is up. A weight that was set by hand stays.", "" }, footer = {
                "",
                "Exit codes: 0 done, 1 refused, 2 usage, 3 no running Janus answers." })
public final class EnableCommand implements Callable<Integer> {

    @Parameters(paramLabel = "BACKEND/ENDPOINT", arity = "1", converter = EndpointName.Converter.class, description = "As 'janus status' names them, with a slash between: app/app-1.")
    EndpointName name = new EndpointName("", "");

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        ApiAnswer endpoint = options.client().post(name.path() + "/enable", JsonValue.EMPTY_JSON_OBJECT);
        return options.show(endpoint, answer -> answer.read(EndpointText::lines));
    }
}
