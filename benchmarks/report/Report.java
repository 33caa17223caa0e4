import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Prints what was measured as Markdown: how Janus compares, the setting, and a table for each workload.
 *
 * <p>
 * Arguments: optionally {@code --json FILE}, where all of it is written too; then files of records, or such JSON files, whose
 * records are taken together. Exits with 1 when a request failed, for such a run measured something else; but what others than Janus fail
 * in a storm of their control plane is what is measured there. Also when Janus missed its target there,
 * or could not be judged.
 */
public final class Report {

    private final List<Line> runs = new ArrayList<>();
    private final List<Line> proxies = new ArrayList<>();
    private final List<Line> leftOut = new ArrayList<>();
    private final List<Line> samples = new ArrayList<>();

    /** In the order in which the workloads are declared, then in that in which the proxies were measured. */
    private final Map<Workload, Map<String, List<Line>>> measured = new TreeMap<>();

    private Report() {
    }

    public static void main(String[] args) throws IOException {
        boolean asJson = args[0].equals("--json");
        Report report = new Report();
        for (String file : List.of(args).subList(asJson ? 2 : 0, args.length)) {
            Files.readAllLines(Path.of(file)).forEach(report::read);
        }
        System.out.print(report.markdown());
        if (asJson) {
            Files.writeString(Path.of(args[1]), report.json());
        }
        List<Line> failed = report.samples.stream().filter(s -> s.number("failures") > 0).toList();
        boolean missed = new Interference(report.measured).missed();
        if (missed) {
            System.err.println("Janus did not reach its target of non-interference");
        }
        failed.forEach(s -> System.err.printf("%s, %s, round %.0f: %.0f of %.0f requests failed%n", s.text("proxy"), s.text("workload"),
                s.number("round"), s.number("failures"), s.number("work")));
        System.exit(!missed && failed.stream().allMatch(Report::isFinding) ? 0 : 1);
    }

    private static boolean isFinding(Line failed) {
        return failed.text("workload").equals(Workload.STORM.id) && !failed.text("proxy").startsWith("Janus");
    }

    private void read(String text) {
        Line line = Line.parse(text.strip());
        if (line.has("run")) {
            runs.add(line);
        } else if (line.has("version")) {
            proxies.add(line);
        } else if (line.has("left_out")) {
            leftOut.add(line);
        } else if (line.has("workload")) {
            samples.add(line);
            List.of(Workload.values()).stream().filter(w -> w.id.equals(line.text("workload"))).forEach(w -> measured
                    .computeIfAbsent(w, x -> new LinkedHashMap<>()).computeIfAbsent(line.text("proxy"), x -> new ArrayList<>()).add(line));
        }
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        String growth = Growth.markdown(measured);
        if (!growth.isEmpty()) {
            text.append("## What growth costs\n\nA request with less and with more; the ratio is that of the medians.\n\n").append(growth).append("\n");
        }
        String interference = new Interference(measured).markdown();
        if (!interference.isEmpty()) {
            text.append("## What a storm of the control plane does to requests\n\nBy the 99.9th percentile; the ratio is that of the medians. "
                    + "Control is the same processor time, burnt.\n\n").append(interference).append("\n");
        }
        if (measured.entrySet().stream().anyMatch(m -> m.getKey().isSummarized() && m.getValue().containsKey("Janus"))) {
            text.append("## Janus beside the others\n\nWhat Janus costs, and the ratio of its median to that of each other; less than 1 is cheaper.\n");
            byGroup((group, workloads) -> {
                if (workloads.keySet().iterator().next().isSummarized()) {
                    text.append("\n").append(new Summary(workloads).markdown());
                }
            });
            text.append("\n");
        }
        text.append("## Setting\n\n");
        text.append(runs.stream().map(r -> String.format("- %s, %.0f processors (%s), %.0f MiB of memory, %s%n", r.text("kernel"),
                r.number("processors"), r.text("processor"), r.number("memory_mib"), r.text("java"))).distinct().collect(Collectors.joining()));
        text.append(proxies.stream().map(p -> p.text("proxy") + " " + p.text("version")).distinct()
                .collect(Collectors.joining("\n- ", "- ", "\n")));
        runs.forEach(r -> text.append(String.format("- `%s`, begun %s with a load average of %s: %s%n", r.text("command"), r.text("began"),
                r.text("load_average_before"), r.text("how"))));
        byGroup((group, workloads) -> {
            text.append("\n## ").append(group).append("\n");
            workloads.forEach((workload, s) -> {
                text.append("\n").append(new Table(workload, s).markdown());
                leftOut.stream().filter(l -> l.text("of").equals(workload.id))
                        .map(l -> "\nLeft out: " + l.text("left_out") + "; " + l.text("because") + ".\n").distinct().forEach(text::append);
            });
        });
        return text.toString();
    }

    private interface GroupReader {
        void read(String group, Map<Workload, Map<String, List<Line>>> workloads);
    }

    private void byGroup(GroupReader reader) {
        for (String group : Workload.groups()) {
            Map<Workload, Map<String, List<Line>>> workloads = new TreeMap<>(measured);
            workloads.keySet().removeIf(w -> !w.group.equals(group));
            if (!workloads.isEmpty()) {
                reader.read(group, workloads);
            }
        }
    }

    private String json() {
        StringJoiner parts = new StringJoiner(",\n", "{\n", "\n}\n");
        Map<String, List<Line>> lists = new LinkedHashMap<>();
        lists.put("runs", runs);
        lists.put("proxies", proxies);
        lists.put("left_out", leftOut);
        lists.put("samples", samples);
        lists.forEach((name, lines) -> parts.add("  \"" + name + "\": ["
                + lines.stream().map(l -> "\n    " + l).collect(Collectors.joining(",")) + (lines.isEmpty() ? "]" : "\n  ]")));
        return parts.toString();
    }
}
