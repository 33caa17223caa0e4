package io.janus.quarkus.probe;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * How many probes ended how, for the metrics. Counts of endpoints that are gone are folded into one for their backend, so that
 * a total never falls. Written by the control loop, read by everyone.
 */
public final class ProbeCounts {

    /** What stands for all endpoints of a backend that are gone. */
    public static final String GONE = "-";

    private final Map<Target, Results> byTarget = new ConcurrentHashMap<>();

    /**
     * What is probed. It is the id that counts, whatever address it had at the time.
     *
     * @param backend its backend
     * @param endpoint its id, or {@link #GONE}
     */
    public record Target(String backend, String endpoint) {
    }

    /** How the probes of one target ended. */
    public static final class Results {

        private final AtomicLong succeeded = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        public long succeeded() {
            return succeeded.get();
        }

        public long failed() {
            return failed.get();
        }
    }

    /** All targets now; their results go on changing. Any thread. */
    public Map<Target, Results> all() {
        return Map.copyOf(byTarget);
    }

    /**
     * Begins at zero, so that the first failure is seen as a rise and not as a number that was always there. Only on the
     * control loop.
     */
    void begin(Target target) {
        results(target);
    }

    /** Counts a probe. Only on the control loop. */
    void count(Target target, boolean success) {
        Results results = results(target);
        (success ? results.succeeded : results.failed).incrementAndGet();
    }

    /** Folds the counts of endpoints that are gone, and forgets those of backends that are. Only on the control loop. */
    void retain(Set<String> backends, Predicate<Target> present) {
        byTarget.forEach((target, results) -> {
            if (!backends.contains(target.backend())) {
                byTarget.remove(target);
            } else if (!target.endpoint().equals(GONE) && !present.test(target)) {
                Results gone = results(new Target(target.backend(), GONE));
                gone.succeeded.addAndGet(results.succeeded());
                gone.failed.addAndGet(results.failed());
                byTarget.remove(target);
            }
        });
    }

    private Results results(Target target) {
        return byTarget.computeIfAbsent(target, t -> new Results());
    }
}
