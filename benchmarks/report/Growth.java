import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What grows from one workload to another: whether a request through Janus costs more for it, and through others. */
enum Growth {
    ENDPOINTS("endpoints: 3 → 1,000", Workload.ENDPOINTS_3, Workload.ENDPOINTS_1000),
    ROUTES("routes: 1 → 10,000", Workload.ROUTES_1, Workload.ROUTES_10000),
    CONNECTIONS("client connections: 64 → 5,000", Workload.CONNECTIONS_64, Workload.CONNECTIONS_5000),
    LOOPS("event loops: 1 → 2", Workload.LOOPS_1, Workload.LOOPS_2);

    /** The most that Janus may cost with more, of what it costs with less. A tenth is what a virtual machine varies by itself. */
    private static final double TARGET = 1.10;

    private final String title;
    private final Workload base;
    private final Workload grown;

    Growth(String title, Workload base, Workload grown) {
        this.title = title;
        this.base = base;
        this.grown = grown;
    }

    /** A row for each that grew and each proxy, or none when nothing did. */
    static String markdown(Map<Workload, Map<String, List<Line>>> measured) {
        StringJoiner rows = new StringJoiner("\n", "| what grows | proxy | CPU µs/request with less, median (min–max) | with more "
                + "| ratio (min–max of a round) | target: at most | met |\n|---|---|---|---|---|---|---|\n", "\n");
        rows.setEmptyValue("");
        for (Growth growth : values()) {
            Map<String, List<Line>> less = measured.getOrDefault(growth.base, Map.of());
            Map<String, List<Line>> more = measured.getOrDefault(growth.grown, Map.of());
            less.keySet().stream().filter(more::containsKey).forEach(p -> rows.add(growth.row(p, less.get(p), more.get(p))));
        }
        return rows.toString();
    }

    private String row(String proxy, List<Line> less, List<Line> more) {
        Workload.Cost cost = base.cost;
        Series small = new Series(less, cost::of);
        Series large = new Series(more, cost::of);
        String ratio = Series.fixed(large.median() / small.median(), 2);
        boolean judged = proxy.equals("Janus");
        // By the two decimals that are printed: what is behind them is noise.
        String met = Double.parseDouble(ratio) <= TARGET ? "yes" : "**no**";
        return String.join(" | ", "| " + title, proxy, small.medianAndRange(cost.decimals), large.medianAndRange(cost.decimals),
                ratio + byRound(less, more), judged ? Series.fixed(TARGET, 2) : "–", judged ? met : "–") + " |";
    }

    /** The smallest and the largest ratio of two measurements one after the other. */
    private String byRound(List<Line> less, List<Line> more) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(less.size(), more.size()); i++) {
            ratios.add(base.cost.of(more.get(i)) / base.cost.of(less.get(i)));
        }
        ratios.sort(null);
        return ratios.isEmpty() ? "" : " (" + Series.fixed(ratios.get(0), 2) + "–" + Series.fixed(ratios.get(ratios.size() - 1), 2) + ")";
    }
}
