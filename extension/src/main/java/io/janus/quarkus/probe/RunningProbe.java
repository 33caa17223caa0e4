package io.janus.quarkus.probe;

import java.util.concurrent.CompletionStage;

/** A probe that began. Any thread. */
interface RunningProbe {

    /** Completed, on any thread, with how it ended; never exceptionally. */
    CompletionStage<ProbeOutcome> outcome();

    /**
     * Ends it without waiting for anything, since nobody wants its outcome any more; its connection and its timer go at once.
     * A connection that is not open yet goes when it opens, or when the kernel gives up opening it. Does nothing after its end.
     */
    void abandon();
}
