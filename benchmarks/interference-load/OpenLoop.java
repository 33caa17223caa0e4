import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks at fixed moments, whatever the proxy does meanwhile, and counts each answer from the moment at which its request was due: what
 * waits behind a pause is counted with all its waiting, also while it was not sent for want of a free connection. Prints a sample as a
 * line of JSON. One thread; nothing is allocated in its loop, so that no pause of its own shows.
 */
public final class OpenLoop {

    /** Not counted: connections are opened meanwhile, and this program is compiled. */
    private static final int LEAD_IN_SECONDS = 2;

    /** As wrk's: what takes longer failed. */
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Between two looks for requests whose deadline is over, and for connections to try again. */
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Longer than the deadline and the waiting before it. */
    private static final int MOST_MICROS = 5_000_000;

    /**
     * Between two looks at what is due and what was answered; the kernel adds its timer slack, by default 50 µs. Little beside the percentiles, and looking
     * more often would leave the endpoints less of the processor.
     */
    private static final long NAP_NANOS = 100_000;

    private final Selector selector = Selector.open();
    private final ArrayDeque<KeptConnection> idle;
    private final List<KeptConnection> all = new ArrayList<>();
    private final Latencies latencies = new Latencies(MOST_MICROS);
    private final Latencies own = new Latencies(MOST_MICROS);
    private final double nanosBetween;
    private final long countedFrom;
    private final long requests;
    private final long start;
    private long answered;
    private long failures;
    private long reopened;
    private int busy;

    private OpenLoop(int rate, int seconds, int connections) throws IOException {
        idle = new ArrayDeque<>(connections + 1);
        nanosBetween = 1e9 / rate;
        requests = (long) rate * (LEAD_IN_SECONDS + seconds);
        start = System.nanoTime() + CHECK_NANOS;
        countedFrom = start + TimeUnit.SECONDS.toNanos(LEAD_IN_SECONDS);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> known = new HashMap<>();
        // "pid" is the proxy, with all that it starts; "beside" are others whose processor time is told, separated by commas; "processor" is
        // that of the load, whose idle time is told.
        for (String name : List.of("port", "path", "body", "connections", "rate", "seconds", "pid", "processor", "ticks-per-second", "workload",
                "proxy", "round")) {
            known.put(name, null);
        }
        known.put("beside", "");
        Options options = new Options(args, known);
        byte[] request = ("GET " + options.text("path") + " HTTP/1.1\r\nHost: 127.0.0.1:" + options.text("port") + "\r\n"
                + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
                + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate, br\r\n"
                + "Cookie: session=5f1c0b7a9d3e4c2f8a6b1d0e; theme=dark\r\nX-Request-Id: 7b0c2f6e-3d1a-4a59-9f0e-0c4d8e2b6a11\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = options.text("body").getBytes(StandardCharsets.ISO_8859_1);
        int seconds = options.number("seconds");
        OpenLoop load = new OpenLoop(options.number("rate"), seconds, options.number("connections"));
        Processors processors = new Processors(options, load.countedFrom, load.countedFrom + TimeUnit.SECONDS.toNanos(seconds));
        for (int i = 0; i < options.number("connections"); i++) {
            KeptConnection connection = new KeptConnection(load, load.selector, options.number("port"), request, body);
            load.all.add(connection);
            connection.open();
        }
        load.run();
        Line sample = new Line().with("workload", options.text("workload")).with("proxy", options.text("proxy"))
                .with("round", options.number("round")).with("work", load.answered).with("failures", load.failures)
                .with("seconds", seconds);
        processors.tell(sample);
        System.out.println(sample.with("p50_micros", load.latencies.percentile(0.5)).with("p99_micros", load.latencies.percentile(0.99))
                .with("p999_micros", load.latencies.percentile(0.999)).with("max_micros", load.latencies.percentile(1))
                .with("rate", options.number("rate")).with("late_p999_micros", load.own.percentile(0.999)).with("reopened", load.reopened));
    }

    private long dueNanos(long number) {
        return start + (long) (number * nanosBetween);
    }

    private void run() throws IOException {
        long sent = 0;
        long over = dueNanos(requests) + DEADLINE_NANOS;
        long check = start;
        long looked = start;
        while (sent < requests || busy > 0) {
            long now = System.nanoTime();
            while (sent < requests && dueNanos(sent) - now <= 0 && !idle.isEmpty()) {
                long due = dueNanos(sent++);
                late(due, now - Math.max(due, looked));
                busy++;
                idle.poll().send(due);
                now = System.nanoTime();
            }
            looked = now;
            if (now - check > 0) {
                check = now + CHECK_NANOS;
                for (int i = 0; i < all.size(); i++) {
                    all.get(i).check(now, DEADLINE_NANOS);
                }
                if (now - over > 0) {
                    failed("is still unanswered when all is over", requests - sent + busy);
                    return;
                }
            }
            selector.selectNow(this::turn);
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private void turn(SelectionKey key) {
        ((KeptConnection) key.attachment()).ready();
    }

    /** That connection can take a request. */
    void idle(KeptConnection connection) {
        idle.add(connection);
    }

    /** That one cannot take one any more: the other side ended it, or is about to. */
    void notIdle(KeptConnection connection) {
        idle.remove(connection);
        reopened++;
    }

    /** For so long nobody looked whether that request was due, or a connection free for it: our own doing, or of who has our processor. */
    private void late(long dueNanos, long nanos) {
        if (dueNanos - countedFrom >= 0) {
            own.add(Math.max(nanos, 0));
        }
    }

    /** The request of that moment was answered as it must be. */
    void answered(long dueNanos, long now, boolean last) {
        busy--;
        if (dueNanos - countedFrom >= 0) {
            answered++;
            latencies.add(now - dueNanos);
        }
        if (last) {
            reopened++;
        }
    }

    /** A request got no answer or a wrong one. Those of the lead-in count too. */
    void failed(String why) {
        busy--;
        failed(why, 1);
    }

    /** No connection could be opened, which is a failure without a request. */
    void refused(String why) {
        failed(why, 1);
    }

    private void failed(String why, long count) {
        if (failures == 0) {
            System.err.println("a request " + why);
        }
        failures += count;
    }
}
