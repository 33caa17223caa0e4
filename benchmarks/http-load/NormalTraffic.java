import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One client that asks politely while others misbehave: small requests, one after the other, on one connection. */
final class NormalTraffic implements AutoCloseable {

    /** Between two requests: it is to measure latency, not to fill the proxy. */
    private static final long PAUSE_MILLIS = 2;

    /** More than enough for any answer of a proxy that works. */
    private static final int DEADLINE_MILLIS = 10_000;

    /** An hour of them. */
    private final long[] nanos = new long[2_000_000];
    private final int port;
    private final Thread thread = new Thread(this::run, "normal traffic");
    private volatile int count;
    private volatile boolean over;
    private volatile String failure;

    NormalTraffic(int port) {
        this.port = port;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (Client client = new Client(port, DEADLINE_MILLIS)) {
            while (!over && count < nanos.length) {
                long begin = System.nanoTime();
                client.plain("/normal/" + count);
                nanos[count] = System.nanoTime() - begin;
                count++;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            failure = "request " + count + " of the normal traffic: " + e;
        }
    }

    /** Ends it and prints its latencies; answers what went wrong, or null. */
    String end() throws InterruptedException {
        over = true;
        thread.join();
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        if (failure == null && sorted.length == 0) {
            return "no request of the normal traffic was answered";
        }
        if (sorted.length > 0) {
            System.out.printf(Locale.ROOT, "normal traffic beside it: %d requests, p50 %.2f ms, p99 %.2f ms, longest %.2f ms%n", sorted.length,
                    sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6, sorted[sorted.length - 1] / 1e6);
        }
        return failure;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }
}
