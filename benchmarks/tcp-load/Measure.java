import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The client: checks every proxy, warms it up, measures all of them in interleaved rounds and prints each sample as a line of JSON.
 *
 * <p>
 * Arguments: rounds, seconds of one measurement, seconds of warm-up, clock ticks per second, then for each proxy
 * {@code name=echo-port,source-port,pid}. Those whose names begin with "Janus" are compiled just in time, and get the whole warm-up.
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
            Echoed.verify(proxy.echoPort, VERIFIED_BYTES);
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
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            for (Proxy proxy : proxies) {
                System.out.println(downloads(proxy, sample("download", proxy, round)));
            }
            for (int connections : new int[]{64, 1}) {
                for (Proxy proxy : proxies) {
                    System.out.println(messages(proxy, connections, sample("messages-" + connections, proxy, round)));
                }
            }
        }
    }

    private static Line sample(String workload, Proxy proxy, int round) {
        return new Line().with("workload", workload).with("proxy", proxy.name).with("round", round);
    }

    private Line downloads(Proxy proxy, Line sample) throws IOException {
        download.run(proxy.sourcePort, DOWNLOAD_BYTES);
        CpuClock.Time before = proxy.cpu.read();
        long begin = System.nanoTime();
        long end = begin + nanos(seconds);
        long bytes = 0;
        while (System.nanoTime() - end < 0) {
            download.run(proxy.sourcePort, DOWNLOAD_BYTES);
            bytes += DOWNLOAD_BYTES;
        }
        return work(sample, bytes / GIB, begin, proxy.cpu.read().minus(before));
    }

    private Line messages(Proxy proxy, int connections, Line sample) throws IOException {
        try (PingPong pingPong = new PingPong(proxy.echoPort, connections)) {
            answered(pingPong.run(nanos(LEAD_IN_SECONDS)));
            CpuClock.Time before = proxy.cpu.read();
            long begin = System.nanoTime();
            long roundTrips = answered(pingPong.run(nanos(seconds)));
            Latencies latencies = pingPong.latencies();
            return work(sample, roundTrips, begin, proxy.cpu.read().minus(before)).with("p50_micros", latencies.percentile(0.5))
                    .with("p99_micros", latencies.percentile(0.99)).with("p999_micros", latencies.percentile(0.999));
        }
    }

    /** A wrong byte or a closed connection ends this program, so no failure is left to be counted. */
    private static Line work(Line sample, double work, long begin, CpuClock.Time cpu) {
        return sample.with("work", work).with("failures", 0).with("seconds", (System.nanoTime() - begin) / 1e9)
                .with("user_seconds", cpu.user()).with("system_seconds", cpu.system());
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
