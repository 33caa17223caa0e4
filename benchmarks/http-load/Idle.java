import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Thousands of keep-alive connections, each after one request: what they cost in memory and in processor time while nothing
 * happens, and whether each still works afterwards.
 */
public final class Idle {

    private static final int DEADLINE_MILLIS = 10_000;

    /** Sent before the memory is first read, so that what any load needs once is not counted as the connections'. */
    private static final int WARM_UP_REQUESTS = 2_000;

    private Idle() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = new Options(args, options());
        int port = options.number("port");
        int connections = options.number("connections");
        Proxy proxy = new Proxy(options.big("pid"), options.number("admin-port"));
        boolean heap = options.number("heap") != 0;
        List<Client> clients = new ArrayList<>();
        try (Endpoint endpoint = new Endpoint(options.number("endpoint-port"), Endpoint::plain, System.err::println)) {
            try (Client client = new Client(port, DEADLINE_MILLIS)) {
                for (int i = 0; i < WARM_UP_REQUESTS; i++) {
                    client.plain("/warm/" + i);
                }
            }
            long heapBefore = heap ? proxy.liveHeap() : -1;
            long rssBefore = proxy.rssKib();
            for (int i = 0; i < connections; i++) {
                Client client = new Client(port, DEADLINE_MILLIS);
                clients.add(client);
                client.plain("/first/" + i);
            }
            long rssAfter = proxy.rssKib();
            long ticks = proxy.cpuTicks();
            int hold = options.number("hold");
            TimeUnit.SECONDS.sleep(hold);
            ticks = proxy.cpuTicks() - ticks;
            System.out.printf(Locale.ROOT, "%d idle connections: RSS %d KiB before, %d KiB after: %.2f KiB a connection%n", connections,
                    rssBefore, rssAfter, (rssAfter - rssBefore) / (double) connections);
            System.out.printf(Locale.ROOT, "held for %d s: %d clock ticks of processor time%n", hold, ticks);
            if (heapBefore >= 0) {
                System.out.printf(Locale.ROOT, "live objects: %.2f KiB a connection%n",
                        (proxy.liveHeap() - heapBefore) / 1024.0 / connections);
            }
            int failed = again(clients);
            System.out.printf("second request: %d of %d connections answer%n", connections - failed, connections);
            for (Client client : clients) {
                client.close();
            }
            proxy.awaitQuiet(Duration.ofSeconds(10));
            System.exit(failed == 0 ? 0 : 1);
        }
    }

    private static int again(List<Client> clients) {
        int failed = 0;
        for (int i = 0; i < clients.size(); i++) {
            try {
                clients.get(i).plain("/second/" + i);
            } catch (IOException e) {
                if (failed++ == 0) {
                    System.err.println("connection " + i + ": " + e);
                }
            }
        }
        return failed;
    }

    private static Map<String, String> options() {
        Map<String, String> known = Trials.options();
        known.put("connections", "9000");
        known.put("hold", "10");
        // 1 asks a JVM for a full collection before each reading, and prints what lives.
        known.put("heap", "0");
        return known;
    }
}
