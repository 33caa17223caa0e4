package io.janus.server.admin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import jakarta.json.JsonValue;

import org.jspecify.annotations.Nullable;

import io.janus.server.CommandRefusedException;
import io.janus.server.ExitCode;
import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus drain}: no new work for an endpoint, so that it can be restarted or replaced. */
@Command(name = "drain", versionProvider = Versions.class, sortOptions = false, description = {
        "Gives an endpoint no new work; what runs goes on. This survives reloads, and lasts until 'janus enable'.",
        "" }, footer = { "",
                "Exit codes: 0 drained, and with --wait idle; 1 refused, or still busy; 2 usage; 3 no running Janus answers." })
public final class DrainCommand implements Callable<Integer> {

    /** Soon enough for a person or a script, and far less than the admin side can answer. */
    private static final long LOOK_EVERY_MILLIS = 200;

    /** Two in a row: a request may be between its pick and being counted at one of them. */
    private static final int LOOKS_IDLE = 2;

    @Parameters(paramLabel = "BACKEND/ENDPOINT", arity = "1", converter = EndpointName.Converter.class, description = "As 'janus status' names them, with a slash between: app/app-1.")
    EndpointName name = new EndpointName("", "");

    @Option(names = "--wait", paramLabel = "DURATION", converter = WaitConverter.class, description = "Returns when nothing is in flight there any more, or with 1 after this time: 30s, 1m30s.")
    @Nullable
    Duration wait;

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        AdminClient client = options.client();
        long began = System.nanoTime();
        ApiAnswer endpoint = client.post(name.path() + "/drain", JsonValue.EMPTY_JSON_OBJECT);
        if (wait == null) {
            return show(endpoint);
        }
        if (!options.json) {
            show(endpoint);
        }
        return await(client, endpoint, wait, began);
    }

    private int await(AdminClient client, ApiAnswer drained, Duration atMost, long began) throws InterruptedException {
        ApiAnswer endpoint = drained;
        String address = address(drained);
        int idle = inFlight(endpoint) == 0 ? 1 : 0;
        while (idle < LOOKS_IDLE) {
            long leftMillis = atMost.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            if (leftMillis <= 0) {
                if (options.json) {
                    show(endpoint);
                }
                throw new CommandRefusedException(
                        name + " still has " + inFlight(endpoint) + " in flight. It stays drained; 'janus enable "
                                + name + "' ends that.");
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_EVERY_MILLIS, leftMillis));
            endpoint = client.get(name.path());
            if (!endpoint.read(EndpointText::drained) || !address(endpoint).equals(address)) {
                throw new CommandRefusedException(
                        name + " is not what was drained any more: it was enabled, has another address, or"
                                + " Janus was started again. Look with 'janus status', and drain it anew.");
            }
            idle = inFlight(endpoint) == 0 ? idle + 1 : 0;
        }
        if (options.json) {
            return show(endpoint);
        }
        options.print(List.of("Nothing is in flight there any more."));
        return ExitCode.DONE;
    }

    private int show(ApiAnswer endpoint) {
        return options.show(endpoint, answer -> answer.read(EndpointText::lines));
    }

    private static String address(ApiAnswer endpoint) {
        return endpoint.read(json -> Fields.text(json, "address"));
    }

    private static long inFlight(ApiAnswer endpoint) {
        return endpoint.read(json -> Fields.number(json, "inFlight"));
    }
}
