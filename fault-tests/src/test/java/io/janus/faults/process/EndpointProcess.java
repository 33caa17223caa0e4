package io.janus.faults.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;

/**
 * One endpoint: a process that may be killed, frozen and started again, always at the same address.
 *
 * <p>
 * Each has a loopback address of its own. So no connection that Janus opens can take the port of one that is dead, nor be
 * connected to itself, as it could if all were at 127.0.0.1.
 */
public final class EndpointProcess implements AutoCloseable {

    /** The longest is that of a black hole, which fills its queue first. */
    private static final Duration CONTROL = Duration.ofSeconds(10);

    /** A drain waits until connections have been idle for a while. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final String name;
    private final String host;
    private final Path log;
    private final boolean raw;
    private final long seed;
    private int port;
    private int incarnation;
    private int controls;
    private ChildProcess process;

    EndpointProcess(String name, String host, Path log, long seed, boolean raw) throws IOException {
        this.name = name;
        this.host = host;
        this.log = log;
        this.seed = seed;
        this.raw = raw;
        this.process = launch();
    }

    private ChildProcess launch() throws IOException {
        incarnation++;
        controls = 0;
        String classes;
        try {
            classes = Path.of(EndpointProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return new ChildProcess(List.of("-Xmx96m", "-Xss256k", "-cp", classes, "io.janus.faults.endpoint.Endpoint", name, host,
                String.valueOf(port), log.toString(), String.valueOf(incarnation), String.valueOf(seed + incarnation),
                raw ? "echo" : "http"));
    }

    /** Waits until it listens. */
    void awaitListening() {
        port = Integer.parseInt(process.awaitLine("^port (\\d+)").group(1));
    }

    public String name() {
        return name;
    }

    public String address() {
        return host + ":" + port;
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    /** Tells it something, and waits until it is done. */
    public void control(String line) throws IOException {
        process.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.input().flush();
        controls++;
        Awaitility.await().atMost(CONTROL).pollInterval(Duration.ofMillis(5)).until(
                () -> process.lines().stream().filter("done"::equals).count() >= controls || !process.isAlive());
    }

    public void kill() throws IOException, InterruptedException {
        process.kill();
    }

    public void freeze() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    /** Has it finish what it has, and waits until it has ended. */
    public void drain() throws IOException, InterruptedException {
        control("drain");
        int exit = process.awaitExit(DRAIN);
        if (exit != 0) {
            throw new IOException(name + " ended with " + exit + ":\n" + process.output());
        }
    }

    /** Starts it again, after its end. */
    public void restart() throws IOException {
        process = launch();
        awaitListening();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
