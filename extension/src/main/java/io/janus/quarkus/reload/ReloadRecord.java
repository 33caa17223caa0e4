package io.janus.quarkus.reload;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What came of the reloads until now, for health data and metrics. Written by the control plane, read by everyone. */
public final class ReloadRecord {

    /** What may come of a reload. */
    public enum Result {
        /** The configuration was another one, and is in force. */
        APPLIED("applied"),
        /** The configuration was the one in force. */
        UNCHANGED("unchanged"),
        /** The configuration could not be used; the one in force stayed. */
        REFUSED("refused"),
        /** The configuration in force, or the file, was another than the caller had seen; nothing was tried. */
        CONFLICT("conflict");

        private final String label;

        Result(String label) {
            this.label = label;
        }

        /** Its name in metrics. */
        public String label() {
            return label;
        }
    }

    private final Map<Result, AtomicLong> counts = new EnumMap<>(Result.class);

    /** Why the last reload was refused; empty when it was not. Written by the control plane, read by everyone. */
    private volatile Optional<String> refusal = Optional.empty();

    public ReloadRecord() {
        for (Result result : Result.values()) {
            counts.put(result, new AtomicLong());
        }
    }

    /** Takes a reload that was not refused. */
    public void succeeded(boolean unchanged) {
        cell(unchanged ? Result.UNCHANGED : Result.APPLIED).incrementAndGet();
        refusal = Optional.empty();
    }

    /** Takes a reload that was. */
    public void refused(String why) {
        cell(Result.REFUSED).incrementAndGet();
        refusal = Optional.of(why);
    }

    /** Takes one that was not tried. */
    public void conflicted() {
        cell(Result.CONFLICT).incrementAndGet();
    }

    /** How many reloads ended so. Any thread. */
    public long count(Result result) {
        return cell(result).get();
    }

    /** Why the last reload was refused; empty when it was not, and when there was none. Any thread. */
    public Optional<String> refusal() {
        return refusal;
    }

    private AtomicLong cell(Result result) {
        return Objects.requireNonNull(counts.get(result));
    }
}
