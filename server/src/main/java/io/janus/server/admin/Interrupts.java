package io.janus.server.admin;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C as the way to end a command that goes on: it did what it was asked, so the exit code is not the signal's. */
final class Interrupts implements AutoCloseable {

    private final SignalHandler before;

    private Interrupts(SignalHandler before) {
        this.before = before;
    }

    /** From now on, until it is closed, Ctrl-C runs this on a thread of the JVM's. */
    static Interrupts handledBy(Runnable end) {
        return new Interrupts(Signal.handle(interrupt(), signal -> end.run()));
    }

    @Override
    public void close() {
        Signal.handle(interrupt(), before);
    }

    /** Not a constant: in a native image that would be made where the image is built. */
    private static Signal interrupt() {
        return new Signal("INT");
    }
}
