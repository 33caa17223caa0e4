package io.janus.benchmarks;

import java.io.PrintStream;

import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs benchmarks as JMH itself would, with its options. At the end it prints a Markdown table to standard output; progress
 * goes to standard error.
 */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) throws Exception {
        CommandLineOptions options;
        try {
            options = new CommandLineOptions(args);
        } catch (CommandLineOptionException e) {
            throw refused(String.valueOf(e.getMessage()), 2);
        }
        if (!runs(options)) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            ResultTable.of(new Runner(options).run()).forEach(out::println);
        } catch (NoBenchmarksException e) {
            throw refused("No benchmark matches. -l lists them.", 1);
        } catch (RunnerException e) {
            throw refused(String.valueOf(e.getMessage()), 1);
        }
    }

    private static boolean runs(CommandLineOptions options) {
        return !options.shouldHelp() && !options.shouldList() && !options.shouldListWithParams()
                && !options.shouldListProfilers() && !options.shouldListResultFormats();
    }

    private static Error refused(String why, int exitCode) {
        System.err.println(why);
        System.exit(exitCode);
        return new AssertionError("System.exit ends it");
    }
}
