import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Janus beside all others: one row for each workload of a group, with the ratio of its cost to that of each, and the target. */
final class Summary {

    private static final String JANUS = "Janus";

    private final Map<Workload, Map<String, List<Line>>> measured;
    private final Set<String> rivals = new LinkedHashSet<>();

    /**
     * @param measured the workloads of one group, with their samples by proxy
     */
    Summary(Map<Workload, Map<String, List<Line>>> measured) {
        this.measured = measured;
        measured.values().forEach(s -> rivals.addAll(s.keySet()));
        rivals.remove(JANUS);
    }

    String markdown() {
        StringJoiner rows = new StringJoiner("\n", "", "\n");
        StringJoiner head = new StringJoiner(" | ", "| workload | Janus | ", " | target: at most | met |");
        rivals.forEach(r -> head.add("to " + r));
        rows.add(rivals.isEmpty() ? "| workload | Janus | target: at most | met |" : head.toString());
        rows.add("|---|---|" + "---|".repeat(rivals.size() + 2));
        measured.forEach((workload, samples) -> {
            if (samples.containsKey(JANUS)) {
                rows.add(row(workload, samples));
            }
        });
        return rows.toString();
    }

    private String row(Workload workload, Map<String, List<Line>> samples) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |");
        StringJoiner target = new StringJoiner(", ");
        StringJoiner missed = new StringJoiner(", ");
        row.add(workload.title);
        double cost = cost(workload, samples, JANUS);
        row.add(Series.fixed(cost, workload.cost.decimals) + " " + workload.cost.unit);
        judge(workload, JANUS, cost, target, missed);
        for (String rival : rivals) {
            double ratio = samples.containsKey(rival) ? cost / cost(workload, samples, rival) : Double.NaN;
            row.add(Double.isNaN(ratio) ? "–" : Series.fixed(ratio, 2));
            judge(workload, rival, ratio, target, missed);
        }
        row.add(target.length() == 0 ? "–" : target.toString());
        row.add(target.length() == 0 ? "–" : missed.length() == 0 ? "yes" : "**no**: " + missed);
        return row.toString();
    }

    private static double cost(Workload workload, Map<String, List<Line>> samples, String proxy) {
        return new Series(samples.get(proxy), workload.cost::of).median();
    }

    /** By the two decimals that are printed: what is behind them is noise. */
    private static void judge(Workload workload, String proxy, double value, StringJoiner target, StringJoiner missed) {
        Double most = workload.targets.get(proxy);
        if (most == null || Double.isNaN(value)) {
            return;
        }
        String what = proxy.equals(JANUS) ? "" : proxy + " ";
        target.add(what + Series.fixed(most, 2));
        if (Double.parseDouble(Series.fixed(value, 2)) > most) {
            missed.add(what + Series.fixed(value, 2));
        }
    }
}
