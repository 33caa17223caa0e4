package io.janus.server;

/** A command cannot do what it was asked. Its message is for the operator and is all that is printed. */
public class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    /**
     * A refusal that ends the process with {@value ExitCode#REFUSED}.
     *
     * @param message what is wrong, and what to do; may have several lines
     */
    public CommandRefusedException(String message) {
        this(ExitCode.REFUSED, message);
    }

    /**
     * A refusal with an exit code of its own.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message what is wrong, and what to do; may have several lines
     */
    public CommandRefusedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
