package io.janus.faults.endpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The endpoint as a process. It says on standard output which port it has, and {@code done} after each control line that it
 * has carried out:
 *
 * <pre>
 * refuse, accept, black-hole         what happens to who connects
 * plan PERCENT ACT,ACT               how requests are treated that do not say it themselves
 * delay MILLIS, idle MILLIS          the same
 * drain                              finishes what it has, closes what is idle, and ends with 0
 * </pre>
 *
 * Ends when its standard input does, so that none outlives the tests.
 */
final class Endpoint {

    /**
     * How long a connection must have waited before a drain closes it. Janus sends nothing that cannot be repeated on one that
     * waited for a second; the rest is for a machine that is busy.
     */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final boolean raw;
    private final EndpointLog log;
    private final Plan plan;
    private final Listening listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<EndpointConnection> connections = ConcurrentHashMap.newKeySet();

    /** Set by the listening thread, read by all. */
    private volatile boolean draining;

    private Endpoint(String name, InetSocketAddress address, Path log, int incarnation, long seed, boolean raw)
            throws IOException {
        this.name = name;
        this.raw = raw;
        this.log = new EndpointLog(log, incarnation);
        this.plan = new Plan(seed);
        this.listening = new Listening(address, this::accepted);
    }

    /** Arguments: name, host, port or 0, ledger file, incarnation, seed, and {@code http} or {@code echo}. */
    public static void main(String[] args) throws Exception {
        Endpoint endpoint = new Endpoint(args[0], new InetSocketAddress(args[1], Integer.parseInt(args[2])), Path.of(args[3]),
                Integer.parseInt(args[4]), Long.parseLong(args[5]), args[6].equals("echo"));
        System.out.println("port " + endpoint.listening.port());
        Thread control = new Thread(endpoint::control, "control");
        control.setDaemon(true);
        control.start();
        endpoint.listening.run();
        endpoint.awaitConnections();
        System.exit(0);
    }

    private void accepted(Socket socket) {
        try {
            EndpointConnection connection = new EndpointConnection(socket, this);
            connections.add(connection);
            threads.execute(raw ? connection::runRaw : connection);
        } catch (IOException e) {
            log.broken(e);
        }
    }

    private void awaitConnections() {
        while (!connections.isEmpty()) {
            connections.forEach(connection -> connection.closeIfIdle(IDLE_NANOS));
            LockSupport.parkNanos(TURN_NANOS);
        }
    }

    private void control() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                listening.change(() -> carryOut(words));
            }
        } catch (IOException e) {
            log.broken(e);
        }
        System.exit(1);
    }

    private void carryOut(String[] words) {
        try {
            switch (words[0]) {
                case "refuse" -> listening.refuse();
                case "accept" -> listening.accepting();
                case "black-hole" -> listening.blackHole();
                case "plan" -> plan.misbehave(Integer.parseInt(words[1]), words[2]);
                case "delay" -> plan.delay(Integer.parseInt(words[1]));
                case "idle" -> plan.idle(Integer.parseInt(words[1]));
                case "drain" -> {
                    draining = true;
                    listening.end();
                }
                default -> throw new IllegalArgumentException(words[0]);
            }
            System.out.println("done");
        } catch (IOException | RuntimeException e) {
            log.broken(e);
            System.out.println("failed " + e);
        }
    }

    String name() {
        return name;
    }

    EndpointLog log() {
        return log;
    }

    Plan plan() {
        return plan;
    }

    boolean isDraining() {
        return draining;
    }

    void gone(EndpointConnection connection) {
        connections.remove(connection);
    }
}
