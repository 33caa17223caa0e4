package io.janus.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A trickle of client connections, so that the demo's numbers move. One thread, at most one connection at a time. */
final class DemoTraffic implements AutoCloseable {

    /** The pause between two connections: with the time one is held, three to four connections a second. */
    private static final long PAUSE_MILLIS = 200;

    /** How long a connection is held, so that a look at the open sessions finds some. */
    private static final int HOLD_MILLIS = 100;

    /** Long for the loopback interface; an endpoint that a reload took away must not stop the trickle for longer. */
    private static final int TIMEOUT_MILLIS = 1000;

    private final InetSocketAddress listener;

    /** Both written by the traffic's thread, read by tests. */
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "demo-traffic");
        worker.setDaemon(true);
        return worker;
    });

    /** Begins at once. */
    DemoTraffic(InetSocketAddress listener) {
        this.listener = listener;
        thread.scheduleWithFixedDelay(this::converse, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many connections were greeted and heard their echo. Any thread. */
    long answered() {
        return answered.get();
    }

    /** How many connections were not. Any thread. */
    long failed() {
        return failed.get();
    }

    /** Whether it was closed and its thread begins no more connections. Any thread. */
    boolean ended() {
        return thread.isShutdown();
    }

    private void converse() {
        try (Socket socket = new Socket()) {
            socket.connect(listener, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String greeting = in.readLine();
            socket.getOutputStream().write("ping\n".getBytes(StandardCharsets.UTF_8));
            if (greeting != null && "ping".equals(in.readLine())) {
                answered.incrementAndGet();
            }
            TimeUnit.MILLISECONDS.sleep(HOLD_MILLIS);
        } catch (IOException e) {
            // Seen in the metrics, where it belongs: whoever edits the demo's file may well break it for a while.
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
