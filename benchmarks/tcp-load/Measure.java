import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The client: checks every proxy, warms it up, measures all of them in interleaved rounds and prints one Markdown table for each
 * workload.
 *
 * <p>
 * Arguments: rounds, seconds of one measurement, seconds of warm-up, clock ticks per second, then for each proxy
 * {@code name=echo-port,source-port,pid}. Ratios are to the proxies whose names begin with "HAProxy"; the one whose name begins
 * with "Janus" is compiled just in time, and gets the whole warm-up.
 */
public final class Measure {

    private static final double GIB = 1L << 30;

    /** One download. Large enough that connecting does not count, small enough that a measurement ends near its time. */
    private static final long DOWNLOAD_BYTES = 256L << 20;

    /** What is compared byte by byte before anything is measured. */
    private static final long VERIFIED_BYTES = 32L << 20;

    /** Before each measurement, for connections to be there and buffers to be warm. */
    private static final double LEAD_IN_SECONDS = 0.3;

    /** Of the warm-up, for proxies that are compiled ahead: their caches and our own code are warm sooner. */
    private static final double NATIVE_WARM_UP = 0.25;

    private final Download download = new Download();
    private final List<Proxy> proxies;
    private final double seconds;

    private Measure(List<Proxy> proxies, double seconds) {
        this.proxies = proxies;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(args[0]);
        double warmUp = Double.parseDouble(args[2]);
        List<Proxy> proxies = new ArrayList<>();
        for (String arg : List.of(args).subList(4, args.length)) {
            proxies.add(Proxy.parse(arg, Long.parseLong(args[3])));
        }
        Measure measure = new Measure(proxies, Double.parseDouble(args[1]));
        for (Proxy proxy : proxies) {
            measure.verify(proxy);
        }
        for (Proxy proxy : proxies) {
            measure.warmUp(proxy, proxy.justInTime ? warmUp : warmUp * NATIVE_WARM_UP);
        }
        measure.rounds(rounds);
    }

    private void verify(Proxy proxy) throws IOException {
        try {
            download.verify(proxy.sourcePort, VERIFIED_BYTES);
            pingPong(proxy, 64, 0.2);
        } catch (IOException | RuntimeException e) {
            throw new IOException(proxy.name + " does not pass bytes on as they are: " + e.getMessage(), e);
        }
        System.err.println(proxy.name + " passes bytes on as they are");
    }

    /** Half with downloads, half with messages: just-in-time compilation sees what will be measured, and the client's own too. */
    private void warmUp(Proxy proxy, double warmUp) throws IOException {
        System.err.println("warming up " + proxy.name);
        long end = System.nanoTime() + nanos(warmUp / 2);
        while (System.nanoTime() - end < 0) {
            download.run(proxy.sourcePort, DOWNLOAD_BYTES);
        }
        pingPong(proxy, 64, warmUp / 2);
    }

    private void rounds(int rounds) throws IOException {
        Map<Proxy, Samples> bulk = new LinkedHashMap<>();
        Map<Proxy, Samples> many = new LinkedHashMap<>();
        Map<Proxy, Samples> one = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            for (Proxy proxy : proxies) {
                downloads(proxy, bulk.computeIfAbsent(proxy, p -> new Samples()));
            }
            for (Proxy proxy : proxies) {
                messages(proxy, 64, many.computeIfAbsent(proxy, p -> new Samples()));
            }
            for (Proxy proxy : proxies) {
                messages(proxy, 1, one.computeIfAbsent(proxy, p -> new Samples()));
            }
        }
        print("Downloads of 256 MiB, one connection at a time", "CPU s/GiB", 1, 3, "GiB/s", bulk);
        print("Messages of 100 bytes there and back, 64 connections", "CPU µs/round trip", 1e6, 2, "round trips/s", many);
        print("Messages of 100 bytes there and back, 1 connection", "CPU µs/round trip", 1e6, 1, "round trips/s", one);
    }

    private void downloads(Proxy proxy, Samples samples) throws IOException {
        download.run(proxy.sourcePort, DOWNLOAD_BYTES);
        double cpu = proxy.cpu.seconds();
        long begin = System.nanoTime();
        long end = begin + nanos(seconds);
        long bytes = 0;
        while (System.nanoTime() - end < 0) {
            download.run(proxy.sourcePort, DOWNLOAD_BYTES);
            bytes += DOWNLOAD_BYTES;
        }
        samples.add(bytes / GIB, proxy.cpu.seconds() - cpu, (System.nanoTime() - begin) / 1e9);
    }

    private void messages(Proxy proxy, int connections, Samples samples) throws IOException {
        try (PingPong pingPong = new PingPong(proxy.echoPort, connections)) {
            answered(pingPong.run(nanos(LEAD_IN_SECONDS)));
            double cpu = proxy.cpu.seconds();
            long begin = System.nanoTime();
            long roundTrips = answered(pingPong.run(nanos(seconds)));
            samples.add(roundTrips, proxy.cpu.seconds() - cpu, (System.nanoTime() - begin) / 1e9);
        }
    }

    private static void pingPong(Proxy proxy, int connections, double seconds) throws IOException {
        try (PingPong pingPong = new PingPong(proxy.echoPort, connections)) {
            answered(pingPong.run(nanos(seconds)));
        }
    }

    private static long answered(long roundTrips) throws IOException {
        if (roundTrips == 0) {
            throw new IOException("no message came back");
        }
        return roundTrips;
    }

    private void print(String title, String costUnit, double unit, int decimals, String rateUnit, Map<Proxy, Samples> results) {
        List<Proxy> yardsticks = proxies.stream().filter(p -> p.name.startsWith("HAProxy")).toList();
        System.out.print("\n### " + title + "\n\n| proxy | " + costUnit + ", median (min–max) |");
        yardsticks.forEach(y -> System.out.print(" to " + y.name + " |"));
        System.out.print(" " + rateUnit + " | CPU busy |\n|---|---|" + "---|".repeat(yardsticks.size()) + "---|---|\n");
        for (Proxy proxy : proxies) {
            Samples samples = results.get(proxy);
            System.out.print("| " + proxy.name + " | " + samples.costText(unit, decimals) + " |");
            yardsticks.forEach(y -> System.out.printf(Locale.ROOT, " %.2f |", samples.cost() / results.get(y).cost()));
            System.out.printf(Locale.ROOT, samples.rate() < 100 ? " %.2f |" : " %.0f |", samples.rate());
            System.out.printf(Locale.ROOT, " %.0f %% |%n", samples.share() * 100);
        }
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }

    private static final class Proxy {

        private final String name;
        private final int echoPort;
        private final int sourcePort;
        private final CpuClock cpu;
        private final boolean justInTime;

        private Proxy(String name, int echoPort, int sourcePort, CpuClock cpu) {
            this.name = name;
            this.echoPort = echoPort;
            this.sourcePort = sourcePort;
            this.cpu = cpu;
            this.justInTime = name.startsWith("Janus");
        }

        static Proxy parse(String arg, long ticksPerSecond) {
            String[] parts = arg.substring(arg.lastIndexOf('=') + 1).split(",");
            return new Proxy(arg.substring(0, arg.lastIndexOf('=')), Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
                    new CpuClock(Long.parseLong(parts[2]), ticksPerSecond));
        }
    }
}
