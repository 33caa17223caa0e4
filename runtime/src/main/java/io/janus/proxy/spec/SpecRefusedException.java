package io.janus.proxy.spec;

import java.util.List;

/** A specification cannot be applied. Nothing changed. */
public final class SpecRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /**
     * One reason.
     *
     * @param key the configuration key it is about, below {@code janus.}: {@code backends.app.balancer.type}
     * @param message what is wrong, and what to do
     */
    public record Problem(String key, String message) {
    }

    public SpecRefusedException(List<Problem> problems) {
        super(String.join("; ", problems.stream().map(p -> p.key() + ": " + p.message()).toList()));
        this.problems = List.copyOf(problems);
    }

    /** All reasons, at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
