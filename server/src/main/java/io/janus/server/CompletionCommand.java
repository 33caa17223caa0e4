package io.janus.server;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code janus completion}: teaches a shell the commands and their options. */
@Command(name = "completion", versionProvider = Versions.class, sortOptions = false, description = {
        "Prints a script that completes the commands and options of janus in a shell.", "" }, footer = { "",
                "bash:  janus completion bash > ~/.local/share/bash-completion/completions/janus",
                "zsh:   janus completion zsh > ~/.janus-completion",
                "       and in ~/.zshrc: source ~/.janus-completion" })
public final class CompletionCommand implements Callable<Integer> {

    /** A shell that the script is for. */
    enum Shell {
        BASH,
        ZSH;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The script asks which shell reads it: one serves both. */
    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash or zsh; bash if nothing is said.")
    Shell shell = Shell.BASH;

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // All commands, where only this one was made to run.
        out.print(AutoComplete.bash("janus", JanusCommand.commandLine()));
        out.flush();
        return ExitCode.DONE;
    }
}
