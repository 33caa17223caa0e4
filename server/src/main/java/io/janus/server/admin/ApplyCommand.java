package io.janus.server.admin;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import io.janus.server.CommandRefusedException;
import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code janus apply}: puts a configuration in force, exactly as it was planned. */
@Command(name = "apply", versionProvider = Versions.class, sortOptions = false, description = {
        "Plans a configuration, shows what it changes, and puts it in force. When the configuration in force or the file changes in between, nothing is applied.",
        "" }, footer = { "",
                "Exit codes: 0 in force, 1 it is refused, 2 usage, 3 no running Janus answers." })
public final class ApplyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The configuration to send; the file of Janus is left as it is. Without it Janus reads its own file anew.")
    @Nullable
    Path file;

    @Option(names = "--version", paramLabel = "N", description = "Applies only if version N is the one in force: that of a plan you looked at.")
    @Nullable
    Long version;

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        Proposal proposal = new Proposal(options.client(), file);
        ApiAnswer plan = proposal.plan();
        long base = plan.read(json -> Fields.number(json, "baseVersion"));
        String digest = plan.read(json -> json.getString("digest"));
        if (version != null && version != base) {
            throw new CommandRefusedException("Version " + base + " is in force and not " + version
                    + ": it changed since you looked. Nothing was applied.\nSee 'janus history', and plan again with 'janus plan'.");
        }
        if (!options.json) {
            options.print(plan.read(ChangeText::planned));
        }
        return options.show(proposal.apply(base, digest), answer -> answer.read(ChangeText::done));
    }
}
