package io.janus.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.janus.server.admin.ApplyCommand;
import io.janus.server.admin.DrainCommand;
import io.janus.server.admin.EnableCommand;
import io.janus.server.admin.EventsCommand;
import io.janus.server.admin.ExplainCommand;
import io.janus.server.admin.HistoryCommand;
import io.janus.server.admin.PlanCommand;
import io.janus.server.admin.RollbackCommand;
import io.janus.server.admin.StatusCommand;
import io.janus.server.admin.TopCommand;
import io.janus.server.admin.WeightCommand;
import io.janus.server.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The top of the command line: it only leads to the commands. */
@Command(name = "janus", versionProvider = Versions.class, synopsisSubcommandLabel = "[COMMAND]", header = "A load balancer for HTTP and TCP.%n", footer = {
        "",
        "Without a command, janus runs: 'janus --config janus.yaml' is 'janus run --config janus.yaml'.",
        "'janus COMMAND --help' tells more about a command. New here? Try 'janus demo'.",
        "",
        "Exit codes: 0 done, 1 bad input or refused, 2 usage, 3 no running Janus answers." })
public final class JanusCommand implements Runnable {

    /** What {@code run} is to {@link #withDefaultCommand}. */
    private static final String DEFAULT_COMMAND = "run";

    /** In the order of the help. */
    private static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry(DEFAULT_COMMAND, RunCommand.class),
            Map.entry("demo", DemoCommand.class),
            Map.entry("check", CheckCommand.class),
            Map.entry("status", StatusCommand.class),
            Map.entry("top", TopCommand.class),
            Map.entry("events", EventsCommand.class),
            Map.entry("explain", ExplainCommand.class),
            Map.entry("plan", PlanCommand.class),
            Map.entry("apply", ApplyCommand.class),
            Map.entry("history", HistoryCommand.class),
            Map.entry("rollback", RollbackCommand.class),
            Map.entry("drain", DrainCommand.class),
            Map.entry("enable", EnableCommand.class),
            Map.entry("weight", WeightCommand.class),
            Map.entry("completion", CompletionCommand.class));

    /** The options below, which no command has to be named for. */
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Option(names = { "-V",
            "--version" }, versionHelp = true, description = "Shows the versions of Janus, Quarkus, Netty and Java.")
    boolean version;

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** The whole command line, ready to {@link CommandLine#execute execute}. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * Executes what the arguments say. The commands that they do not name are not looked at, which is a sixth of a start.
     *
     * @return the exit code
     */
    static int execute(String... args) {
        String[] all = withDefaultCommand(args);
        List<Map.Entry<String, Class<?>>> named = COMMANDS.stream().filter(entry -> entry.getKey().equals(all[0])).toList();
        return (named.isEmpty() ? commandLine() : commandLine(named)).execute(all);
    }

    private static CommandLine commandLine(List<Map.Entry<String, Class<?>>> commands) {
        CommandLine line = new CommandLine(new JanusCommand());
        commands.forEach(entry -> line.addSubcommand(entry.getKey(), entry.getValue()));
        // Handlers are handed to the subcommands that are there.
        return line.setParameterExceptionHandler(JanusCommand::explainUsage)
                .setExecutionExceptionHandler(JanusCommand::explainFailure);
    }

    /**
     * Puts {@code run} in front of arguments that name no command. A first word that is no option is left alone, so that a
     * misspelled command is told so.
     */
    static String[] withDefaultCommand(String... args) {
        boolean forTheTop = args.length > 0 && (!args[0].startsWith("-") || OWN_OPTIONS.contains(args[0]));
        return forTheTop ? args : Stream.concat(Stream.of(DEFAULT_COMMAND), Stream.of(args)).toArray(String[]::new);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    private static int explainUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("janus: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int explainFailure(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (e instanceof CommandRefusedException refused) {
            command.getErr().println(refused.getMessage());
            return refused.exitCode();
        }
        throw e;
    }
}
