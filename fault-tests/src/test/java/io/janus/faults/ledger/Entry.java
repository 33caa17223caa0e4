package io.janus.faults.ledger;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.janus.faults.wire.Digest;
import io.janus.faults.wire.Payload;

/** The client's side of one request in the ledger. */
public final class Entry {

    /** What times in the ledger are counted from: when the first entry of this process was made. */
    private static final long START_NANOS = System.nanoTime();

    private final String id;
    private final Ask ask;
    private final long beginNanos = System.nanoTime();

    /** Both written once by the client's thread, the outcome last; read by who judges. */
    private long endNanos;
    private volatile @Nullable Outcome outcome;

    Entry(String id, Ask ask) {
        this.id = id;
        this.ask = ask;
    }

    /** Writes down how it ended. */
    public void ended(Outcome with) {
        endNanos = System.nanoTime();
        outcome = with;
    }

    public String id() {
        return id;
    }

    public Ask ask() {
        return ask;
    }

    public @Nullable Outcome outcome() {
        return outcome;
    }

    public long beginNanos() {
        return beginNanos;
    }

    public long endNanos() {
        return endNanos;
    }

    public long tookNanos() {
        return endNanos - beginNanos;
    }

    /** What the request's body is made of. */
    public long bodySeed() {
        return Payload.seed("request " + id);
    }

    String bodyDigest() {
        return Digest.of(bodySeed(), ask.bodyLength());
    }

    public boolean isGood() {
        Outcome with = outcome;
        return with != null && with.isGood();
    }

    public boolean is(Outcome.Kind kind) {
        Outcome with = outcome;
        return with != null && with.kind() == kind;
    }

    /** Whether it was under way at some time between the two. */
    public boolean overlaps(long fromNanos, long toNanos) {
        return beginNanos - toNanos <= 0 && (outcome == null || endNanos - fromNanos >= 0);
    }

    /** As it stands in a table of counts; see {@link Outcome#label()}. */
    public String label() {
        Outcome with = outcome;
        return with == null ? "NO OUTCOME" : with.label();
    }

    @Override
    public String toString() {
        Outcome with = outcome;
        return id + " at " + TimeUnit.NANOSECONDS.toMillis(beginNanos - START_NANOS) + " ms, took "
                + (with == null ? "" : TimeUnit.NANOSECONDS.toMillis(tookNanos())) + " ms: " + ask + " -> "
                + (with == null ? "nothing" : with);
    }
}
