package io.janus.quarkus.explain;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import io.janus.balancer.Score;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.Ejection;
import io.janus.proxy.state.EndpointHealth;
import io.janus.proxy.state.EndpointHealth.Status;
import io.janus.proxy.state.ProxyEndpoint;
import io.janus.proxy.state.WeightOverride;
import io.janus.quarkus.log.LogText;

/**
 * An endpoint that was considered.
 *
 * @param endpoint alive
 * @param eligible whether it may be picked
 * @param picks how often it was in the trial
 * @param share of all picks of the trial, in percent; empty when it is not eligible, or there was no trial
 * @param score the policy's, where it has one
 * @param why it may be picked or not; printable
 */
public record Candidate(ProxyEndpoint endpoint, boolean eligible, int picks, OptionalDouble share, Optional<Score> score,
        String why) {

    private static final double ALL_PERCENT = 100;

    /** All endpoints of a backend: those picked most first, those that may not be picked last. */
    static List<Candidate> of(BackendState backend, Trial trial) {
        Map<ProxyEndpoint, Integer> eligible = new HashMap<>();
        for (int i = 0; i < backend.eligibleCount(); i++) {
            eligible.put(backend.eligible(i), i);
        }
        List<Candidate> all = new ArrayList<>(backend.members().size());
        for (ProxyEndpoint endpoint : backend.members()) {
            Integer index = eligible.get(endpoint);
            all.add(index == null
                    ? new Candidate(endpoint, false, 0, OptionalDouble.empty(), Optional.empty(),
                            LogText.line(whyNot(endpoint)))
                    : new Candidate(endpoint, true, trial.picks()[index], share(trial, index),
                            Optional.ofNullable(trial.scores()[index]), LogText.line(why(endpoint, backend.panic()))));
        }
        all.sort(Comparator.comparing(Candidate::eligible).thenComparingInt(Candidate::picks).reversed()
                .thenComparing(candidate -> candidate.endpoint.id()));
        return all;
    }

    private static OptionalDouble share(Trial trial, int index) {
        return trial.made() == 0 ? OptionalDouble.empty()
                : OptionalDouble.of(ALL_PERCENT * trial.picks()[index] / trial.made());
    }

    private static String why(ProxyEndpoint endpoint, boolean panic) {
        String health = endpoint.health().status() == Status.UP && endpoint.ejection() == null ? "up"
                : panic ? unwell(endpoint) + "; used nevertheless, as the backend is in panic"
                        : unwell(endpoint) + ", since a moment";
        return endpoint.warmPercent() == ProxyEndpoint.FULLY_WARM ? health
                : health + "; starts slowly, and " + endpoint.warmPercent() + " % of its weight counts";
    }

    private static String whyNot(ProxyEndpoint endpoint) {
        WeightOverride set = endpoint.override();
        if (set != null && set.drained()) {
            return "drained by " + set.by() + " since " + set.since().truncatedTo(ChronoUnit.SECONDS);
        }
        if (endpoint.weight() == 0) {
            return set == null ? "its configured weight is 0" : "its weight was set to 0 by " + set.by();
        }
        return unwell(endpoint);
    }

    private static String unwell(ProxyEndpoint endpoint) {
        EndpointHealth health = endpoint.health();
        if (health.status() == Status.UNRESOLVED) {
            return "unresolved: " + health.reason();
        }
        if (health.status() == Status.DOWN) {
            return "down: " + health.reason() + ", since " + health.since().truncatedTo(ChronoUnit.SECONDS);
        }
        Ejection ejection = endpoint.ejection();
        return ejection == null ? "it has just come back"
                : "ejected until " + ejection.until().truncatedTo(ChronoUnit.SECONDS) + ": " + ejection.reason();
    }
}
