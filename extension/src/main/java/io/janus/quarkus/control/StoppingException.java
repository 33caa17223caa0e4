package io.janus.quarkus.control;

/** Janus is stopping, or has stopped, so that nothing is done any more. */
public final class StoppingException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    StoppingException() {
        super("Janus is stopping.");
    }
}
