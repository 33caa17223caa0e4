package io.janus.proxy.state;

import io.janus.proxy.stats.LoopCounters;
import io.janus.proxy.stats.StatusClass;

/** The numbers of one route of a listener, or of all its unnamed routes together; the same object while the name lasts. */
public final class RouteTotals {

    /** The label of all that takes no named route. */
    static final String UNNAMED = "-";

    private final String label;
    private final LoopCounters<StatusClass> requests;

    RouteTotals(String label, LoopCounters<StatusClass> requests) {
        this.label = label;
        this.requests = requests;
    }

    /** The route's name; {@code -} for the unnamed, the default backend's, and what no route matched. */
    public String label() {
        return label;
    }

    /** Whether these are the numbers of what takes no named route. */
    public boolean isUnnamed() {
        return label.equals(UNNAMED);
    }

    /** Requests, by the class of the status the client was answered. */
    public LoopCounters<StatusClass> requests() {
        return requests;
    }
}
