package io.janus.server.admin;

import java.util.concurrent.Callable;

import jakarta.json.Json;

import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code janus rollback}: puts an earlier configuration back in force, as a new version. */
@Command(name = "rollback", versionProvider = Versions.class, sortOptions = false, description = {
        "Puts an earlier configuration back in force, as a new version. 'janus plan --rollback VERSION' shows before what that changes. The file of Janus is left as it is.",
        "" }, footer = { "",
                "Exit codes: 0 in force, 1 it is refused, 2 usage, 3 no running Janus answers." })
public final class RollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "VERSION", arity = "1", description = "A version of 'janus history'.")
    int version;

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        ApiAnswer result = options.client().post("/rollback", Json.createObjectBuilder().add("to", version).build());
        return options.show(result, answer -> answer.read(ChangeText::doneWithChanges));
    }
}
