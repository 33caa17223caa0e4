package io.janus.server.admin;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import jakarta.json.Json;

import org.jspecify.annotations.Nullable;

import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code janus plan}: what a configuration would change in a running Janus. */
@Command(name = "plan", versionProvider = Versions.class, sortOptions = false, description = {
        "Shows what a configuration would change in a running Janus, and what that means for its connections. Changes nothing.",
        "" }, footer = { "",
                "+ is added, - is removed, ~ changes, ! takes a restart.",
                "Exit codes: 0 it could be applied, 1 it is refused, 2 usage, 3 no running Janus answers." })
public final class PlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The configuration to send. Without it Janus reads its own file anew.")
    @Nullable
    Path file;

    @Option(names = "--rollback", paramLabel = "VERSION", description = "Shows what 'janus rollback VERSION' would change instead.")
    @Nullable
    Integer rollback;

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        if (file != null && rollback != null) {
            throw new ParameterException(options.spec.commandLine(), "FILE and --rollback VERSION cannot both be planned.");
        }
        AdminClient client = options.client();
        ApiAnswer plan = rollback == null ? new Proposal(client, file).plan()
                : client.post("/plan", Json.createObjectBuilder().add("rollbackTo", rollback).build());
        return options.show(plan, answer -> answer.read(ChangeText::planned));
    }
}
