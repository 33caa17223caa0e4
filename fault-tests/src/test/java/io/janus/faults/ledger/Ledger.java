package io.janus.faults.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Every request by its identity: what the client sent and saw, and what endpoints got and gave. The endpoints write their side
 * into files, which survive them.
 */
public final class Ledger {

    private final String prefix;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicLong last = new AtomicLong();

    /** By the endpoint's name. */
    private final Map<String, Path> files = new LinkedHashMap<>();

    public Ledger() {
        this("r");
    }

    /** @param prefix of its identities: two ledgers of the same endpoints must not have the same */
    public Ledger(String prefix) {
        this.prefix = prefix;
    }

    /** A client is about to send a request. */
    public Entry begin(Ask ask) {
        Entry entry = new Entry(prefix + last.incrementAndGet(), ask);
        entries.add(entry);
        return entry;
    }

    /** An endpoint will write its side there. */
    public void endpoint(String name, Path file) {
        files.put(name, file);
    }

    /** How many requests were begun. */
    public int size() {
        return (int) last.get();
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** How many requests each endpoint has got so far. */
    public Map<String, Long> requestsByEndpoint() {
        Map<String, Long> counts = new LinkedHashMap<>();
        files.forEach((name, file) -> counts.put(name, lines(file).stream().filter(line -> line.startsWith("H ")).count()));
        return counts;
    }

    /** The endpoints that got the head of a request, each as often as it got it. */
    public List<String> reached(Entry entry) {
        List<String> reached = new ArrayList<>();
        files.forEach((name, file) -> lines(file).stream()
                .filter(line -> line.startsWith("H ") && line.contains(" " + entry.id() + " "))
                .forEach(line -> reached.add(name)));
        return reached;
    }

    /** How many lines of an endpoint say that the other side left first. */
    public long cancelled(String endpoint) {
        return lines(files.getOrDefault(endpoint, Path.of(endpoint))).stream()
                .filter(line -> line.startsWith("C ") || line.startsWith("B ") && !line.endsWith(" COMPLETE")).count();
    }

    /** Compares both sides of everything. */
    public Verdict judge(Verdict.Rules rules) {
        Map<String, Received> received = new HashMap<>();
        List<String> troubles = new ArrayList<>();
        files.forEach((name, file) -> {
            try {
                Received.read(file, name, received, troubles);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return Verdict.of(entries(), received, troubles, rules);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
