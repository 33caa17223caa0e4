package io.janus.server;

import java.io.PrintWriter;
import java.io.StringWriter;

import picocli.CommandLine;

/**
 * One command, run in this process as {@code main} would.
 *
 * @param exitCode what the process would have ended with
 * @param out what it printed
 * @param err what it complained
 */
public record Cli(int exitCode, String out, String err) {

    public static Cli janus(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = JanusCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        int exitCode = line.execute(JanusCommand.withDefaultCommand(args));
        return new Cli(exitCode, out.toString(), err.toString());
    }
}
