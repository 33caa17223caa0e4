package io.janus.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** The threads of Janus in this process. */
final class JanusThreads {

    /** What was told to end may still be on its way; a look-up that nobody answers takes its thread along for many seconds. */
    private static final Duration END = Duration.ofSeconds(30);

    private JanusThreads() {
    }

    /** Their names, sorted. */
    static List<String> named(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(prefix))
                .sorted().toList();
    }

    /** Waits for the end of all whose names begin so. */
    static void awaitNone(String prefix) {
        await().atMost(END).untilAsserted(() -> assertThat(named(prefix)).isEmpty());
    }
}
