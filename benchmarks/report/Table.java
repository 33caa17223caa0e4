import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Everything that was measured of one workload: a row for each proxy, a column for each number that there is. */
final class Table {

    /** Those whose cost that of the others is compared with. */
    private static final List<String> YARDSTICKS = List.of("HAProxy", "HAProxy 256K", "nginx", "nginx 256K");

    private static final double KIB_PER_MIB = 1024;

    private final Workload workload;
    private final Map<String, List<Line>> samples;
    private final List<Column> columns = new ArrayList<>();

    private record Column(String title, Function<List<Line>, String> text) {
    }

    /**
     * @param samples by proxy, in the order of the rows
     */
    Table(Workload workload, Map<String, List<Line>> samples) {
        this.workload = workload;
        this.samples = samples;
        Workload.Cost cost = workload.cost;
        columns.add(new Column(cost.unit + ", median (min–max)", s -> new Series(s, cost::of).medianAndRange(cost.decimals)));
        YARDSTICKS.stream().filter(samples::containsKey).forEach(yardstick -> columns.add(new Column("to " + yardstick,
                s -> Series.fixed(new Series(s, cost::of).median() / new Series(samples.get(yardstick), cost::of).median(), 2))));
        median("growth of RSS", 2, s -> Workload.Cost.growth(s) / s.number("work"));
        median("live Java objects", 2, s -> s.number("live_heap_kib") / s.number("work"));
        median("user", cost.decimals, s -> cost.part(s, "user_seconds"));
        median("system", cost.decimals, s -> cost.part(s, "system_seconds"));
        range(cost.rateUnit, workload == Workload.DOWNLOAD ? 2 : 0, cost::rate);
        median("p50 µs", 0, s -> s.number("p50_micros"));
        median("p99 µs", 0, s -> s.number("p99_micros"));
        range("p99.9 µs", 0, s -> s.number("p999_micros"));
        range("longest µs", 0, s -> s.number("max_micros"));
        median("the load's own lateness, p99.9 µs", 0, s -> s.number("late_p999_micros"));
        median("its processor idle %", 0, s -> s.number("idle_percent"));
        median("RSS MiB", 0, s -> s.number("rss_kib") / KIB_PER_MIB);
        if (cost == Workload.Cost.MEMORY) {
            range("CPU ms/s while idle", 1, s -> Workload.Cost.processor(s) / s.number("seconds") * 1000);
        } else {
            median("CPU busy %", 0, s -> Workload.Cost.processor(s) / s.number("seconds") * 100);
        }
    }

    private void median(String title, int decimals, ToDoubleFunction<Line> number) {
        add(title, number, s -> new Series(s, number).median(decimals));
    }

    private void range(String title, int decimals, ToDoubleFunction<Line> number) {
        add(title, number, s -> new Series(s, number).medianAndRange(decimals));
    }

    private void add(String title, ToDoubleFunction<Line> number, Function<List<Line>, String> text) {
        if (samples.values().stream().anyMatch(s -> !new Series(s, number).isEmpty())) {
            columns.add(new Column(title, text));
        }
    }

    String markdown() {
        StringJoiner rows = new StringJoiner("\n", "", "\n");
        rows.add("### " + workload.title + "\n");
        rows.add(row("proxy", c -> c.title));
        rows.add(row("---", c -> "---"));
        samples.forEach((proxy, s) -> rows.add(row(proxy, c -> c.text.apply(s))));
        return rows.toString();
    }

    private String row(String first, Function<Column, String> cell) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |");
        row.add(first);
        columns.forEach(c -> row.add(cell.apply(c)));
        return row.toString();
    }
}
