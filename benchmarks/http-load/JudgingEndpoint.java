import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What the endpoint of {@link Mutate} does with complete requests: judges their ids, and answers, wrongly where it is asked to. */
final class JudgingEndpoint implements Endpoint.Service {

    /** A request with this line gets a changed answer; the value is the seed of the changes. */
    static final String SEED_FIELD = "X-Answer-Seed";

    /** One in so many answers ends with its connection. */
    private static final int CLOSE_DELIMITED = 40;

    private final Consumer<String> complaints;
    private final Map<String, Boolean> executed = new ConcurrentHashMap<>();
    final AtomicLong requests = new AtomicLong();

    JudgingEndpoint(Consumer<String> complaints) {
        this.complaints = complaints;
    }

    @Override
    public boolean answer(Head head, byte[] body, OutputStream out) throws IOException {
        requests.incrementAndGet();
        String id = head.value("X-Id") == null ? "none" : head.value("X-Id");
        if (id.startsWith(Message.CUT + "-")) {
            complaints.accept("a request arrived complete whose end was never sent:\n" + head);
        }
        if (id.startsWith(Message.INNER + "-")) {
            complaints.accept("a part of a body arrived as a request:\n" + head);
        }
        if (id.startsWith(Message.VALID + "-") && head.method().equals("POST") && executed.put(id, true) != null) {
            complaints.accept("a POST arrived twice:\n" + head);
        }
        String seed = head.value(SEED_FIELD);
        if (seed != null && id.startsWith(Message.BAD_ANSWER + "-")) {
            return badAnswer(head, body, new Random(Long.parseLong(seed)), out);
        }
        boolean close = Math.floorMod(id.hashCode(), CLOSE_DELIMITED) == 0;
        byte[] answer = Message.answer(head, body, close);
        // Now and then in pieces, which must make no difference.
        int split = Math.floorMod(id.hashCode(), 7) == 0 ? answer.length / 2 : answer.length;
        out.write(answer, 0, split);
        out.write(answer, split, answer.length - split);
        return !close;
    }

    /**
     * In one piece: had a proxy forwarded what it takes for the whole answer and used the connection again before the rest came, no
     * proxy could tell that rest from the next answer.
     */
    private static boolean badAnswer(Head head, byte[] body, Random random, OutputStream out) throws IOException {
        byte[] answer = Message.answer(head, body, false);
        if (random.nextInt(4) == 0) {
            out.write(answer, 0, random.nextInt(answer.length));
            return false;
        }
        out.write(new Mutator(random).mutate(answer, 1 + random.nextInt(3)));
        return true;
    }
}
