package io.janus.faults.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.janus.faults.ledger.Outcome.Kind;
import io.janus.faults.ledger.Received.Visit;

/**
 * What the ledger proves, or what speaks against it: each breach with both sides of its request.
 *
 * @param breaches none, if all is well
 * @param counts how many requests ended how, by method
 * @param took how long, by how they ended
 */
public record Verdict(List<String> breaches, Map<String, Long> counts, String took) {

    /** As many are told in full; where there are more, they are of a kind. */
    private static final int TOLD = 20;

    /**
     * What must hold.
     *
     * @param maxAttempts how often a request that may be repeated may reach endpoints
     * @param refusalAllowed whether a client may find nobody listening: Janus was told to stop
     */
    public record Rules(int maxAttempts, boolean refusalAllowed) {

        /** Janus's defaults. */
        public static final Rules DEFAULT = new Rules(2, false);
    }

    static Verdict of(List<Entry> entries, Map<String, Received> received, List<String> troubles, Rules rules) {
        List<String> breaches = new ArrayList<>();
        troubles.forEach(trouble -> breaches.add("AN ENDPOINT BROKE " + trouble));
        Map<String, String> whose = new HashMap<>();
        received.forEach((id, at) -> at.visits().forEach(visit -> whose.put(visit.answer(), id)));
        for (Entry entry : entries) {
            Received at = received.getOrDefault(entry.id(), new Received());
            client(entry, at, whose, rules).forEach(breach -> breaches.add(breach + ": " + entry + " | " + at.visits()));
            endpoints(entry, at, rules).forEach(breach -> breaches.add(breach + ": " + entry + " | " + at.visits()));
        }
        Map<String, Long> counts = entries.stream().collect(
                Collectors.groupingBy(entry -> entry.ask().method() + " " + entry.label(), TreeMap::new,
                        Collectors.counting()));
        return new Verdict(breaches, counts, took(entries));
    }

    private static List<String> client(Entry entry, Received at, Map<String, String> whose, Rules rules) {
        List<String> breaches = new ArrayList<>();
        Outcome outcome = entry.outcome();
        if (outcome == null || outcome.kind() == Kind.TIMEOUT) {
            return List.of("LOST");
        }
        switch (outcome.kind()) {
            case COMPLETE, TRUNCATED -> {
                if (!outcome.answeredId().isEmpty() && !outcome.answeredId().equals(entry.id())) {
                    breaches.add("CROSSED with " + outcome.answeredId());
                }
                if (outcome.kind() == Kind.COMPLETE && outcome.code().isEmpty()) {
                    complete(outcome, at, entry, whose, breaches);
                }
            }
            case BARE_CLOSE, CUT_HEAD -> breaches.add("NOT ANSWERED");
            case MALFORMED -> breaches.add("MALFORMED ANSWER");
            case REFUSED -> {
                if (!rules.refusalAllowed()) {
                    breaches.add("REFUSED");
                }
            }
            default -> {
            }
        }
        return breaches;
    }

    /** An endpoint's answer that looks whole must be one that an endpoint gave, in full, to this request. */
    private static void complete(Outcome outcome, Received at, Entry entry, Map<String, String> whose,
            List<String> breaches) {
        if (outcome.answeredId().isEmpty()) {
            breaches.add("NOBODY'S ANSWER");
        }
        if (at.visits().stream().noneMatch(visit -> visit.answer().equals(outcome.digest()))) {
            String other = whose.get(outcome.digest());
            breaches.add(other != null && !other.equals(entry.id()) && !outcome.digest().startsWith("0-")
                    ? "CROSSED with the body of " + other
                    : "SILENTLY TRUNCATED");
        }
    }

    private static List<String> endpoints(Entry entry, Received at, Rules rules) {
        List<String> breaches = new ArrayList<>();
        int most = entry.ask().isIdempotent() ? rules.maxAttempts() : 1;
        if (at.visits().size() > most) {
            breaches.add("DUPLICATED");
        }
        String sent = at.visits().isEmpty() ? "" : entry.bodyDigest();
        for (Visit visit : at.visits()) {
            if (visit.isComplete() && !visit.body().equals(sent)) {
                breaches.add("REQUEST SILENTLY TRUNCATED at " + visit.endpoint());
            }
        }
        return breaches;
    }

    /** How often requests of a method ended like this; see {@link Outcome#label()}. */
    public long count(String method, String label) {
        return counts.getOrDefault(method + " " + label, 0L);
    }

    private static String took(List<Entry> entries) {
        Map<String, List<Long>> by = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.outcome() != null) {
                by.computeIfAbsent(entry.label(), label -> new ArrayList<>()).add(entry.tookNanos());
            }
        }
        return by.entrySet().stream().map(one -> one.getKey() + " " + spread(one.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** The median and the maximum, for people. */
    public static String spread(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.isEmpty() ? "none"
                : "median " + millis(sorted.get(sorted.size() / 2)) + " ms, maximum "
                        + millis(sorted.get(sorted.size() - 1)) + " ms";
    }

    private static String millis(@Nullable Long nanos) {
        return nanos == null ? "?" : String.format("%.1f", nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    @Override
    public String toString() {
        return (breaches.isEmpty() ? "nothing lost, duplicated, crossed or silently truncated"
                : breaches.size() + " breaches:\n" + breaches.stream().limit(TOLD).collect(Collectors.joining("\n")))
                + "\ncounts: " + counts + "\ntook: " + took;
    }
}
