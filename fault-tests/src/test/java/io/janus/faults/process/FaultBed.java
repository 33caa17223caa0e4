package io.janus.faults.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.janus.faults.client.Crowd;
import io.janus.faults.client.WireClient;
import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Ledger;
import io.janus.faults.ledger.Verdict;
import io.janus.faults.ledger.Verdict.Rules;

/** A Janus, its endpoints, a client, and the ledger between them. What they wrote stays in a directory for who has to look. */
public final class FaultBed implements AutoCloseable {

    /** How long what should come to rest may take on a busy machine. */
    public static final Duration SOON = Duration.ofSeconds(20);

    /** Until all of a round are quick, or it is plain that this machine will not get quicker. */
    private static final int WARM_UP_ROUNDS = 10;
    private static final int WARM_UP_CLIENTS = 8;
    private static final int WARM_UP_REQUESTS = 100;
    private static final long WARM_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final Path directory;
    private final long seed;
    private final Ledger ledger = new Ledger();
    private final List<EndpointProcess> endpoints = new ArrayList<>();
    private final StringBuilder measured = new StringBuilder();
    private final Set<String> told = new HashSet<>();
    private @Nullable Verdict last;
    private @Nullable JanusProcess janus;
    private @Nullable WireClient client;

    /**
     * Starts endpoints {@code e1}, {@code e2} and so on.
     *
     * @param name of the directory below {@code target/faults}
     */
    public FaultBed(String name, int count) throws IOException {
        this(name, count, 1);
    }

    /** @param seed of what endpoints do at random */
    public FaultBed(String name, int count, long seed) throws IOException {
        this.name = name;
        this.seed = seed;
        this.directory = Path.of(System.getProperty("janus.faults.out", "target/faults"), name).toAbsolutePath();
        Files.createDirectories(directory);
        try (Stream<Path> old = Files.list(directory)) {
            old.forEach(file -> file.toFile().delete());
        }
        for (int i = 1; i <= count; i++) {
            endpoints.add(launch("e" + i, false));
        }
        endpoints.forEach(EndpointProcess::awaitListening);
    }

    private EndpointProcess launch(String endpoint, boolean raw) throws IOException {
        Path log = directory.resolve(endpoint + ".ledger");
        if (!raw) {
            ledger.endpoint(endpoint, log);
        }
        // Below 127.0.0.0/8, by this process's number: two builds on one machine do not meet.
        long pid = ProcessHandle.current().pid();
        String host = "127." + (1 + pid / 250 % 250) + "." + (1 + pid % 250) + "."
                + (1 + Math.floorMod(endpoint.hashCode(), 250));
        return new EndpointProcess(endpoint, host, log, seed + endpoint.hashCode(), raw);
    }

    /** Another endpoint, which sends back bytes without any HTTP. */
    public EndpointProcess echo(String endpoint) throws IOException {
        EndpointProcess echo = launch(endpoint, true);
        echo.awaitListening();
        endpoints.add(echo);
        return echo;
    }

    /** Starts Janus with a configuration made of the endpoints, and gets it and them going. */
    public FaultBed serve(Function<FaultBed, JanusYaml> configuration) throws Exception {
        janus = JanusProcess.start(directory.resolve("janus.yaml"), configuration.apply(this).text());
        int port = webPort();
        client = new WireClient(port, ledger);
        warmUp(port);
        return this;
    }

    /**
     * The first requests of a process are slow, slower than the short time limits of these tests. They are made before, and are
     * not in the ledger.
     */
    private static void warmUp(int port) throws Exception {
        try (WireClient client = new WireClient(port, new Ledger("warm-up-"))) {
            boolean warm = false;
            for (int round = 0; round < WARM_UP_ROUNDS && !warm; round++) {
                warm = Crowd
                        .send(client, WARM_UP_CLIENTS, WARM_UP_REQUESTS, i -> i % 2 == 0 ? Ask.get(1000) : Ask.post(1000, 0))
                        .stream().allMatch(entry -> entry.isGood() && entry.tookNanos() < WARM_NANOS);
            }
        }
    }

    public JanusProcess janus() {
        return started(janus);
    }

    public int webPort() {
        return janus().port("listener web on ");
    }

    public WireClient client() {
        return started(client);
    }

    private static <T> T started(@Nullable T what) {
        if (what == null) {
            throw new IllegalStateException("serve() comes first");
        }
        return what;
    }

    public Ledger ledger() {
        return ledger;
    }

    public List<EndpointProcess> endpoints() {
        return endpoints;
    }

    /** @param number from 1 */
    public EndpointProcess endpoint(int number) {
        return endpoints.get(number - 1);
    }

    /** Waits until Janus knows of an endpoint that it is up, or not. */
    public void awaitUp(EndpointProcess endpoint, boolean up) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(50))
                .until(() -> janus().admin().metrics().isUp(endpoint.name()) == up);
    }

    /** Lets the load go on for so many requests more: time, as these tests measure it. */
    public void awaitRequests(int more) {
        awaitRequestsInAll(requestsInAll() + more);
    }

    /** How many requests there were, from the beginning. */
    public int requestsInAll() {
        return ledger.size();
    }

    /** As {@link #awaitRequests}, until there were so many from the beginning. */
    public void awaitRequestsInAll(int until) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(2)).until(() -> ledger.size() >= until);
    }

    /** How many requests have come to an endpoint, from the beginning. */
    public long requests(EndpointProcess endpoint) {
        return ledger.requestsByEndpoint().getOrDefault(endpoint.name(), 0L);
    }

    /** Waits until nothing is in flight. */
    public void awaitQuiet() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100))
                .until(() -> janus().admin().metrics().sum("janus_in_flight") == 0);
    }

    /** Notes a figure for people: it is printed, and asserted by nobody. */
    public void measured(String what) {
        measured.append(what).append('\n');
    }

    /**
     * Has the ledger judged, and fails if there is a breach that it has not told before. The last verdict is printed at the
     * end.
     */
    public Verdict judge(Rules rules) {
        Verdict verdict = ledger.judge(rules);
        last = verdict;
        List<String> fresh = verdict.breaches().stream().filter(told::add).toList();
        assertThat(fresh).as("%s%nJanus said:%n%s", verdict, janus == null ? "" : janus.output()).isEmpty();
        return verdict;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (client != null) {
            client.close();
        }
        if (janus != null) {
            janus.close();
            Files.writeString(directory.resolve("janus.log"), janus.output());
        }
        for (EndpointProcess endpoint : endpoints) {
            endpoint.close();
        }
        if (last != null) {
            String text = name + ": " + last + "\n" + measured;
            System.out.println(text);
            Files.writeString(directory.resolve("verdict.txt"), text);
        }
        Files.write(directory.resolve("client.ledger"), ledger.entries().stream().map(Object::toString).toList());
    }
}
