package io.janus.quarkus.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.janus.proxy.spec.RetriesSpec;
import io.janus.proxy.spec.RetriesSpec.Condition;
import io.janus.quarkus.config.Checks.Bound;

/** Makes the specification of a backend's retries. */
final class RetryCheck {

    private static final Map<String, Condition> CONDITIONS = conditions();

    /** A client's own fault, a redirect or a success is no better the second time. */
    private static final Pattern STATUS = Pattern.compile("5[0-9]{2}");

    private final Checks checks;

    RetryCheck(Checks checks) {
        this.checks = checks;
    }

    private static Map<String, Condition> conditions() {
        Map<String, Condition> words = new LinkedHashMap<>();
        words.put("connect-failure", Condition.CONNECT_FAILURE);
        words.put("reset", Condition.RESET);
        words.put("timeout", Condition.TIMEOUT);
        return words;
    }

    RetriesSpec spec(String backend, BackendConfig.RetriesConfig retries) {
        Set<Condition> when = new HashSet<>();
        Set<Integer> statuses = new HashSet<>();
        List<String> words = retries.when();
        for (int i = 0; i < words.size(); i++) {
            checks.read("backends." + backend + ".retries.when[" + i + "]", words.get(i), word -> add(word, when, statuses));
        }
        Duration maxBackoff = checks.notShorter(new Bound("max-backoff", retries.maxBackoff(), "250ms"),
                new Bound("backoff", retries.backoff(), "25ms"), "backends", backend, "retries");
        return new RetriesSpec(retries.maxAttempts(), when, statuses, retries.backoff(), maxBackoff, retries.budget().percent(),
                retries.budget().minPerSecond());
    }

    private static boolean add(String word, Set<Condition> when, Set<Integer> statuses) {
        Condition condition = CONDITIONS.get(word);
        if (condition != null) {
            return when.add(condition);
        }
        if (STATUS.matcher(word).matches()) {
            return statuses.add(Integer.valueOf(word));
        }
        String meant = word.matches("5[xX*]{1,2}") ? "502, 503 and 504, one by one" : Nearest.to(word, CONDITIONS.keySet());
        throw new IllegalArgumentException("must be connect-failure, reset, timeout or a status from 500 to 599."
                + (meant == null ? "" : " Maybe write " + meant + "."));
    }
}
