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
        int exitCode = JanusCommand.execute(args);
        if (Server.wasStarted()) {
            return;
        }
        if (exitCode == ExitCode.REFUSED && Server.inDevMode()) {
            // The next edit may repair it; an end of the process would take the data plane with it.
            throw new IllegalStateException("Janus did not start, for the reason above.");
        }
        System.exit(exitCode);
    }
}
