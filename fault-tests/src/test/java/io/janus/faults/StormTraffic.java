package io.janus.faults;

import java.util.List;
import java.util.Random;

import io.janus.faults.ledger.Ask;
import io.janus.faults.ledger.Ask.Leaving;

/** Requests at random: every method that endpoints here know, bodies of every size and framing, and some clients that leave. */
final class StormTraffic {

    private static final int PERCENT = 100;
    private static final int LEAVING = 3;
    private static final int CHUNKED = 30;
    private static final int OLD = 10;

    /** How often of a hundred; most are small, as in life. */
    private static final int EMPTY = 40;
    private static final int SMALL = 80;
    private static final int MIDDLE = 97;

    private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> FRAMINGS = List.of("length", "length", "chunked", "close");

    /** Used by the load's clock alone. */
    private final Random random;

    StormTraffic(long seed) {
        random = new Random(seed);
    }

    Ask ask(int number) {
        String method = METHODS.get(random.nextInt(METHODS.size()));
        int body = method.startsWith("P") ? length() : 0;
        Ask ask = Ask.get(length()).method(method).body(body, body > 0 && random.nextInt(PERCENT) < CHUNKED)
                .framing(FRAMINGS.get(random.nextInt(FRAMINGS.size())))
                .leaving(random.nextInt(PERCENT) < LEAVING ? Leaving.values()[1 + random.nextInt(Leaving.values().length - 1)]
                        : Leaving.STAYS);
        return random.nextInt(PERCENT) < OLD ? ask.byOldClient() : ask;
    }

    private int length() {
        int dice = random.nextInt(PERCENT);
        return dice < EMPTY ? random.nextInt(2)
                : dice < SMALL ? random.nextInt(4_000) : dice < MIDDLE ? random.nextInt(64_000) : random.nextInt(1_000_000);
    }
}
