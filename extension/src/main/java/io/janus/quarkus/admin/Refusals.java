package io.janus.quarkus.admin;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;

import io.vertx.core.http.HttpServerRequest;

/**
 * Tells of callers that were not let in: the first at once, then a line every ten seconds at the most, for anyone who reaches
 * the port may call as often as he likes. Any thread.
 */
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong toldNanos = new AtomicLong(System.nanoTime() - WINDOW_NANOS);

    void note(Problem problem, HttpServerRequest call) {
        untold.incrementAndGet();
        long now = System.nanoTime();
        long told = toldNanos.get();
        if (now - told >= WINDOW_NANOS && toldNanos.compareAndSet(told, now)) {
            long count = untold.getAndSet(0);
            LOG.warnf("admin API: %d %s not let in since the last such line; the last was %s %s by %s, answered %d", count,
                    count == 1 ? "call was" : "calls were", Caller.printable(call.method().name()),
                    Caller.printable(call.path()), Caller.of(call), problem.status());
        }
    }
}
