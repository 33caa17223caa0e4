package io.janus.server.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Visitors on both listeners, so that the demo's numbers move. A thread each; all of them together are a trickle to Janus. */
final class DemoTraffic implements AutoCloseable {

    /** With {@value #THINK_MILLIS} ms between two visits, about 30 requests and 3 sessions a second. */
    private static final int WEB_VISITORS = 8;
    private static final int ECHO_VISITORS = 4;
    private static final int THINK_MILLIS = 250;

    /** About as many sessions are open at a time as there are visitors. */
    private static final int STAY_MILLIS = 1000;

    /**
     * What a visit that is interrupted may still take: a blocked read of a socket is not interrupted, and waits for a second.
     */
    private static final long END_MILLIS = 2000;

    /** All written by the visitors' threads, read by tests. */
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private final ExecutorService threads = Executors.newFixedThreadPool(WEB_VISITORS + ECHO_VISITORS, task -> {
        Thread visitor = new Thread(task, "demo-visitor");
        visitor.setDaemon(true);
        return visitor;
    });

    /** Begins at once. */
    DemoTraffic(InetSocketAddress web, InetSocketAddress echo) {
        this(new WebVisitor(web), new EchoVisitor(echo, STAY_MILLIS));
    }

    DemoTraffic(Visitor web, Visitor echo) {
        send(WEB_VISITORS, web, requests);
        send(ECHO_VISITORS, echo, sessions);
    }

    /** How many requests were answered with a status below 500. Any thread. */
    long requests() {
        return requests.get();
    }

    /** How many connections were greeted and heard their echo. Any thread. */
    long sessions() {
        return sessions.get();
    }

    /** How many requests and connections were not. Any thread. */
    long failed() {
        return failed.get();
    }

    /** Whether it was closed and nobody comes any more. Any thread. */
    boolean ended() {
        return threads.isTerminated();
    }

    private void send(int visitors, Visitor visitor, AtomicLong satisfied) {
        for (int i = 0; i < visitors; i++) {
            threads.execute(() -> comeAgain(visitor, satisfied));
        }
    }

    private void comeAgain(Visitor visitor, AtomicLong satisfied) {
        try {
            while (!threads.isShutdown()) {
                try {
                    visitor.visit();
                    satisfied.incrementAndGet();
                } catch (IOException e) {
                    // Seen in the metrics, where it belongs: whoever edits the demo's file may well break it for a while.
                    failed.incrementAndGet();
                }
                TimeUnit.MILLISECONDS.sleep(Pace.thinkMillis(THINK_MILLIS, System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends them home, and waits until they are gone, so that nobody is inside when the endpoints close. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // Who is not gone by then is left: the end of the process does not wait for daemons either.
            threads.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
