package io.janus.faults.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.janus.faults.wire.Head;

/**
 * How an endpoint treats requests: each as its own header says, and those without one as control lines said.
 */
final class Plan {

    private static final int PERCENT = 100;

    /** All written by the control thread, read by connections. */
    private volatile int percent;
    private volatile List<Act> acts = List.of();
    private volatile int delayMillis;
    private volatile int idleMillis = 5;
    private final Random random;

    Plan(long seed) {
        random = new Random(seed);
    }

    /** So many requests in a hundred are treated in one of these ways. */
    void misbehave(int percent, String acts) {
        this.acts = Arrays.stream(acts.split(",")).map(Act::valueOf).toList();
        this.percent = percent;
    }

    void delay(int millis) {
        delayMillis = millis;
    }

    void idle(int millis) {
        idleMillis = millis;
    }

    Act act(Head request) {
        String asked = request.field("x-act", "");
        if (!asked.isEmpty()) {
            return Act.valueOf(asked);
        }
        List<Act> some = acts;
        return !some.isEmpty() && random.nextInt(PERCENT) < percent ? some.get(random.nextInt(some.size())) : Act.ANSWER;
    }

    /** How long to wait before an answer, or for {@link Act#TRICKLE} how long it takes. */
    int delayMillis(Head request) {
        return request.number("x-delay", delayMillis);
    }

    /** After how long {@link Act#IDLE_CLOSE} closes: any time up to what was said. */
    int idleMillis() {
        return 1 + random.nextInt(idleMillis);
    }
}
