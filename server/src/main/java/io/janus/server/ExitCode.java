package io.janus.server;

/** What the process ends with. Scripts rely on these numbers. */
final class ExitCode {

    /** Done. */
    static final int DONE = 0;

    /** Bad input, or a start that was refused. */
    static final int REFUSED = 1;

    /** A command line that makes no sense. */
    static final int USAGE = 2;

    /** No running Janus answers. */
    static final int NOT_RUNNING = 3;

    private ExitCode() {
    }
}
