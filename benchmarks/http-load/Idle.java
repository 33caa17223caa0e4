import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Thousands of keep-alive connections, each after one request: what they cost in memory and in processor time while nothing
 * happens, and whether each still works afterwards. Prints a sample as a line of JSON; the exit code is 1 when one of them failed.
 */
public final class Idle {

    private static final int DEADLINE_MILLIS = 10_000;

    /** After the warm-up, before the memory is read: compilers end what they were about, and connections of the load are closed. */
    private static final int SETTLE_SECONDS = 3;

    private final int port;
    private final List<Client> clients = new ArrayList<>();

    private Idle(int port) {
        this.port = port;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> known = Trials.options();
        known.remove("endpoint-port");
        known.put("proxy", null);
        known.put("round", null);
        known.put("connections", null);
        known.put("hold", null);
        known.put("ticks-per-second", null);
        // 1 asks a JVM for what lives, which takes a full collection, and to give back native memory before its RSS is read.
        known.put("heap", null);
        Options options = new Options(args, known);
        Proxy proxy = new Proxy(options.big("pid"), options.number("admin-port"));
        boolean heap = options.number("heap") != 0;
        int connections = options.number("connections");
        int hold = options.number("hold");
        double ticksPerSecond = options.decimal("ticks-per-second");

        Idle idle = new Idle(options.number("port"));
        Line sample = new Line().with("workload", "idle").with("proxy", options.text("proxy")).with("round", options.number("round"))
                .with("work", connections);
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        long heapBefore = heap ? proxy.liveHeap() : 0;
        sample.with("rss_before_kib", rssKib(proxy, heap));
        idle.open(connections);
        long[] before = proxy.cpuTicks();
        TimeUnit.SECONDS.sleep(hold);
        long[] after = proxy.cpuTicks();
        sample.with("rss_kib", rssKib(proxy, heap)).with("seconds", hold).with("user_seconds", (after[0] - before[0]) / ticksPerSecond)
                .with("system_seconds", (after[1] - before[1]) / ticksPerSecond);
        if (heap) {
            sample.with("live_heap_kib", (proxy.liveHeap() - heapBefore) / 1024.0);
        }
        int failed = idle.again();
        System.out.println(sample.with("failures", failed));
        for (Client client : idle.clients) {
            client.close();
        }
        proxy.awaitQuiet(Duration.ofSeconds(10));
        System.exit(failed == 0 ? 0 : 1);
    }

    private static long rssKib(Proxy proxy, boolean jvm) throws IOException, InterruptedException {
        if (jvm) {
            proxy.trim();
        }
        return proxy.rssKib();
    }

    private void open(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            Client client = new Client(port, DEADLINE_MILLIS);
            clients.add(client);
            ask(client, "/named/first/" + i);
        }
    }

    /** A second request on each. Answers how many failed. */
    private int again() {
        int failed = 0;
        for (int i = 0; i < clients.size(); i++) {
            try {
                ask(clients.get(i), "/named/second/" + i);
            } catch (IOException e) {
                if (failed++ == 0) {
                    System.err.println("connection " + i + ": " + e);
                }
            }
        }
        return failed;
    }

    /** The endpoints answer with the path that they were asked for, so that no connection gets what is another's unnoticed. */
    private static void ask(Client client, String path) throws IOException {
        client.send(Bytes.of("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: idle\r\nAccept: */*\r\n\r\n"));
        Client.Answer answer = client.answer("GET");
        if (answer == null) {
            throw new EOFException("closed without an answer to " + path);
        }
        if (answer.status() != 200 || !Bytes.text(answer.body()).equals(path + "\n")) {
            throw new IOException("a wrong answer to " + path + ": " + answer.head());
        }
    }
}
