import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Valid HTTP traffic and randomly changed traffic through one proxy, for minutes: on separate connections, and valid requests
 * after changed ones on the same. The endpoints, which are in this process, change some answers too. What must never happen:
 * <ul>
 * <li>an answer that reaches another request than its own,
 * <li>a request at the endpoint that its client did not send, or did not send to the end, or, for POST, that arrives twice,
 * <li>anything malformed, sent by the proxy in either direction,
 * <li>a valid request that is not answered,
 * <li>a connection that neither goes on nor ends.
 * </ul>
 * Each worker draws from its own seed. How their traffic interleaves is not repeatable; what each sends is.
 */
public final class Mutate {

    private static final int FAILURES_SHOWN = 3;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private volatile boolean over;

    private Mutate() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> known = Trials.options();
        known.put("minutes", "5");
        known.put("workers", "32");
        // 0: another each time.
        known.put("seed", "0");
        // Longer than every timeout of the proxy that a connection may end by, one after the other.
        known.put("deadline", "15");
        // 1 for proxies other than Janus: they may pass on control characters in values and answers that are malformed, end a
        // connection after an answer that ended with its own, and close it where 502 would be right.
        known.put("lax", "0");
        Options options = new Options(args, known);
        HttpReader.lax = options.number("lax") != 0;
        System.exit(new Mutate().run(options) ? 0 : 1);
    }

    private boolean run(Options options) throws IOException, InterruptedException {
        long seed = options.big("seed") == 0 ? System.nanoTime() : options.big("seed");
        System.out.println("seed " + seed);
        JudgingEndpoint judge = new JudgingEndpoint(failures::add);
        Endpoint endpoint = new Endpoint(options.number("endpoint-port"), judge, failures::add);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < options.number("workers"); i++) {
            Random random = new Random(seed * 31 + i);
            Thread worker = new Thread(() -> work(options.number("port"), options.number("deadline") * 1000, random), "worker " + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        long end = System.nanoTime() + (long) (options.decimal("minutes") * 60e9);
        while (System.nanoTime() - end < 0 && failures.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        over = true;
        for (Thread worker : workers) {
            // The last exchange of each has a deadline of its own.
            worker.join(TimeUnit.SECONDS.toMillis(3 * options.number("deadline")));
            if (worker.isAlive()) {
                failures.add(worker.getName() + " does not come to its end");
            }
        }
        try {
            new Proxy(options.big("pid"), options.number("admin-port")).awaitQuiet(Duration.ofSeconds(10));
        } catch (IOException e) {
            failures.add(e.getMessage());
        }
        endpoint.close();
        System.out.println(judge.requests + " requests at the endpoint; connections and answers: " + new TreeMap<>(counts));
        if (failures.isEmpty() && (counts.get("valid") == null || counts.get("mutated") == null)) {
            failures.add("too short to show anything");
        }
        failures.stream().limit(FAILURES_SHOWN).forEach(f -> System.err.println("\nFAILED (seed " + seed + "): " + f));
        return failures.isEmpty();
    }

    private void work(int port, int deadlineMillis, Random random) {
        Conversations conversations = new Conversations(port, deadlineMillis, random, this::count);
        while (!over) {
            try {
                conversations.next();
            } catch (Conversations.Failure e) {
                failures.add(Thread.currentThread().getName() + ", " + e.getMessage());
            } catch (IOException | RuntimeException e) {
                failures.add(Thread.currentThread().getName() + " cannot go on: " + e);
            }
            if (!failures.isEmpty()) {
                return;
            }
        }
    }

    private void count(String what) {
        counts.computeIfAbsent(what, w -> new AtomicLong()).incrementAndGet();
    }
}
