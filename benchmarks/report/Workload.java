import java.util.List;
import java.util.Map;

/** What was measured: how it reads, what it costs, and how Janus is to compare. The identifier is that of the samples. */
enum Workload {
    SMALL_64("small-64", "HTTP", "`/small`, 64 connections", Cost.MICROS, Target.SMALL),
    SMALL_8("small-8", "HTTP", "`/small`, 8 connections", Cost.MICROS, Target.SMALL),
    SMALL_512("small-512", "HTTP", "`/small`, 512 connections", Cost.MICROS, Target.SMALL),
    FILE_64("10k-64", "HTTP", "`/10k`, 64 connections", Cost.MICROS, Target.FILE),
    FILE_8("10k-8", "HTTP", "`/10k`, 8 connections", Cost.MICROS, Target.FILE),
    FILE_512("10k-512", "HTTP", "`/10k`, 512 connections", Cost.MICROS, Target.FILE),
    NEW_64("new-64", "HTTP", "`/small`, a new connection for each request, 64 at once", Cost.MICROS, Map.of()),
    DOWNLOAD("download", "TCP", "Downloads of 256 MiB, one connection at a time", Cost.PER_GIB, Target.DOWNLOAD),
    MESSAGES_64("messages-64", "TCP", "Messages of 100 bytes there and back, 64 connections", Cost.PER_ROUND_TRIP, Target.ROUND_TRIP),
    MESSAGES_1("messages-1", "TCP", "Messages of 100 bytes there and back, 1 connection", Cost.PER_ROUND_TRIP, Target.ROUND_TRIP),
    START("start", "Start", "From the command to the first answer", Cost.START, Target.START),
    IDLE("idle", "Idle connections", "Idle keep-alive connections, each after one request", Cost.MEMORY, Target.IDLE),
    ENDPOINTS_3("endpoints-3", Workload.SCALING, "3 endpoints, `/small`, 64 connections", Cost.MICROS, Map.of()),
    ENDPOINTS_1000("endpoints-1000", Workload.SCALING, "1,000 endpoints, `/small`, 64 connections", Cost.MICROS, Map.of()),
    ROUTES_1("routes-1", Workload.SCALING, "1 route, 1,000 paths `/r/…`, 64 connections", Cost.MICROS, Map.of()),
    ROUTES_10000("routes-10000", Workload.SCALING, "10,000 routes, 1,000 paths `/r/…`, 64 connections", Cost.MICROS, Map.of()),
    CONNECTIONS_64("connections-64", Workload.SCALING, "64 connections, `/small`", Cost.MICROS, Map.of()),
    CONNECTIONS_5000("connections-5000", Workload.SCALING, "5,000 connections, `/small`", Cost.MICROS, Map.of()),
    LOOPS_1("loops-1", Workload.SCALING, "1 event loop, on any processor, `/small`, 64 connections", Cost.MICROS, Map.of()),
    LOOPS_2("loops-2", Workload.SCALING, "2 event loops, on any processor, `/small`, 64 connections", Cost.MICROS, Map.of()),
    QUIET("interference-quiet", Workload.INTERFERENCE, "Quiet: 1,000 routes, `/small` at a fixed rate", Cost.MICROS, Map.of()),
    STORM("interference-storm", Workload.INTERFERENCE, "The same in a storm of the control plane", Cost.MICROS, Map.of()),
    CONTROL("interference-control", Workload.INTERFERENCE, "Control: the same beside as much processor time, burnt", Cost.MICROS, Map.of());

    /** The group of those that are compared with one another, by {@link Growth}, and not by {@link Summary}. */
    static final String SCALING = "Scaling";

    /** The group of those that are compared with one another by {@link Interference}. */
    static final String INTERFERENCE = "Non-interference";

    final String id;
    final String group;
    final String title;
    final Cost cost;

    /** By rival, the most that Janus's cost may be of the rival's; by "Janus", the most that it may be. */
    final Map<String, Double> targets;

    Workload(String id, String group, String title, Cost cost, Map<String, Double> targets) {
        this.id = id;
        this.group = group;
        this.title = title;
        this.cost = cost;
        this.targets = targets;
    }

    /** Whether proxies are compared by what it costs, in a {@link Summary}. */
    boolean isSummarized() {
        return !group.equals(SCALING) && !group.equals(INTERFERENCE);
    }

    static List<String> groups() {
        return List.of(values()).stream().map(w -> w.group).distinct().toList();
    }

    /** What proxies are compared by. */
    enum Cost {
        MICROS("CPU µs/request", 2, 1e6, "requests/s"),
        PER_GIB("CPU s/GiB", 3, 1, "GiB/s"),
        PER_ROUND_TRIP("CPU µs/round trip", 2, 1e6, "round trips/s"),
        MEMORY("KiB/connection", 2, 1, ""),
        START("ms", 0, 1000, "");

        final String unit;
        final int decimals;
        final String rateUnit;
        private final double scale;

        Cost(String unit, int decimals, double scale, String rateUnit) {
            this.unit = unit;
            this.decimals = decimals;
            this.scale = scale;
            this.rateUnit = rateUnit;
        }

        double of(Line sample) {
            double amount = switch (this) {
                case MEMORY -> Math.max(growth(sample), 0) + (sample.has("live_heap_kib") ? sample.number("live_heap_kib") : 0);
                case START -> sample.number("seconds");
                default -> processor(sample);
            };
            return amount / sample.number("work") * scale;
        }

        /**
         * Of the resident memory, in KiB. A JVM's heap is resident from the beginning, so what is in it comes on top; and what its
         * compiler gives back meanwhile, which may make it negative, is no merit of the connections.
         */
        static double growth(Line sample) {
            return sample.number("rss_kib") - sample.number("rss_before_kib");
        }

        /** That part of the processor time, by the same unit of work. */
        double part(Line sample, String field) {
            return this == MEMORY ? Double.NaN : sample.number(field) / sample.number("work") * scale;
        }

        /** How much work was done in a second. */
        double rate(Line sample) {
            return rateUnit.isEmpty() ? Double.NaN : sample.number("work") / sample.number("seconds");
        }

        static double processor(Line sample) {
            return sample.number("user_seconds") + sample.number("system_seconds");
        }
    }

    private static final class Target {

        static final Map<String, Double> SMALL = Map.of("HAProxy", 0.85, "nginx", 0.85, "relay (floor)", 1.15);
        static final Map<String, Double> FILE = Map.of("HAProxy", 0.95, "nginx", 0.95);
        static final Map<String, Double> DOWNLOAD = Map.of("HAProxy", 0.7, "HAProxy 256K", 1.05, "nginx 256K", 1.05);
        static final Map<String, Double> ROUND_TRIP = Map.of("HAProxy", 1.0, "HAProxy 256K", 1.0, "nginx 64K", 1.0, "nginx 256K", 1.0);
        static final Map<String, Double> START = Map.of("Janus", 1500.0);
        static final Map<String, Double> IDLE = Map.of("Janus", 4.0);
    }
}
