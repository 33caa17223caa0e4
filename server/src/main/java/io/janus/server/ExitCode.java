package io.janus.server;

/** What the process ends with. Scripts rely on these numbers. */
public final class ExitCode {

    /** Done. */
    public static final int DONE = 0;

    /** Bad input, or a start that was refused. */
    public static final int REFUSED = 1;

    /** A command line that makes no sense. */
    public static final int USAGE = 2;

    /** No running Janus answers. */
    public static final int NOT_RUNNING = 3;

    private ExitCode() {
    }
}
