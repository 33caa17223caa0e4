package io.janus.quarkus.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.janus.quarkus.control.ControlLoop;

/**
 * The look-ups under way and those that wait: one for each name, however many ask for it. A name whose last look-up failed
 * may keep a thread for 10 s and more, so it waits until no other name does, and all of those together get one thread at most.
 * Confined to the control loop.
 */
final class LookUps {

    /** As many as there are threads to look up with. */
    private static final int MOST_AT_ONCE = 2;

    private final ControlLoop loop;
    private final Executor threads;
    private final NameLookup system;
    private final BiConsumer<String, List<InetAddress>> answered;
    private final BiConsumer<String, Throwable> failed;
    private final Map<String, CompletableFuture<Void>> pending = new HashMap<>();
    private final Queue<String> waiting = new ArrayDeque<>();
    private final Queue<String> waitingBehind = new ArrayDeque<>();
    private int running;
    private boolean runningBehind;
    private boolean closed;

    /**
     * @param threads where look-ups may block
     * @param answered takes the addresses of a name, on the control loop
     * @param failed takes why there are none, on the control loop
     */
    LookUps(ControlLoop loop, Executor threads, NameLookup system, BiConsumer<String, List<InetAddress>> answered,
            BiConsumer<String, Throwable> failed) {
        this.loop = loop;
        this.threads = threads;
        this.system = system;
        this.answered = answered;
        this.failed = failed;
    }

    /**
     * Looks a name up, or joins the look-up that is under way or waits.
     *
     * @param behind whether the others go first, for its last look-up failed
     * @return completed on the control loop after the answer was taken, never exceptionally; at once after the end
     */
    CompletableFuture<Void> of(String host, boolean behind) {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> known = pending.get(host);
        if (known != null) {
            return known;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        pending.put(host, done);
        (behind ? waitingBehind : waiting).add(host);
        next();
        return done;
    }

    /** Forgets what waits, and takes no answer any more: what is under way may last longer than all that asked for it. */
    void close() {
        closed = true;
        waiting.clear();
        waitingBehind.clear();
    }

    private void next() {
        while (running < MOST_AT_ONCE && !waiting.isEmpty()) {
            begin(waiting.remove(), false);
        }
        if (running < MOST_AT_ONCE && !runningBehind && !waitingBehind.isEmpty()) {
            runningBehind = true;
            begin(waitingBehind.remove(), true);
        }
    }

    private void begin(String host, boolean behind) {
        running++;
        threads.execute(() -> {
            try {
                List<InetAddress> answer = system.lookUp(host);
                loop.execute(() -> ended(host, behind, () -> answered.accept(host, answer)));
            } catch (UnknownHostException | RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                loop.execute(() -> ended(host, behind, () -> failed.accept(host, e)));
            }
        });
    }

    private void ended(String host, boolean behind, Runnable taking) {
        running--;
        if (behind) {
            runningBehind = false;
        }
        CompletableFuture<Void> done = pending.remove(host);
        try {
            if (!closed) {
                taking.run();
            }
        } finally {
            if (done != null) {
                done.complete(null);
            }
            next();
        }
    }
}
