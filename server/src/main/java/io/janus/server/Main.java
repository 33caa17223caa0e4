package io.janus.server;

import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class Main {

    private Main() {
    }

    /**
     * Runs one command and ends the process with its exit code. {@code run} and {@code demo} come back only in dev mode, where
     * the process belongs to Quarkus.
     */
    public static void main(String... args) {
        int exitCode = JanusCommand.commandLine().execute(JanusCommand.withDefaultCommand(args));
        if (!Server.wasStarted()) {
            System.exit(exitCode);
        }
    }
}
