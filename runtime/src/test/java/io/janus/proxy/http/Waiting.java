package io.janus.proxy.http;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Real time, for what depends on nothing but time. */
final class Waiting {

    /** Loopback moves bytes in microseconds: what has not arrived by now was not sent. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(150);

    private Waiting() {
    }

    /** Returns when so much time has passed. */
    static void until(Duration passed) {
        long due = System.nanoTime() + passed.toNanos();
        await().atMost(passed.plusSeconds(10)).until(() -> System.nanoTime() - due >= 0);
    }

    /** Asserts that something is true and stays so. */
    static void assertStays(Callable<Boolean> condition) {
        await().during(LONG_ENOUGH).atMost(LONG_ENOUGH.multipliedBy(20)).until(condition);
    }
}
