import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/**
 * Prints what {@code benchmarks/http} measured: one Markdown table for each workload, medians over the rounds.
 *
 * <p>
 * Arguments: the file of samples, clock ticks per second, the file that describes the setting, and optionally a file to write all
 * of it to as JSON. Exits with 1 when a request failed: such a run measured something else.
 */
public final class Report {

    /** Those whose cost the others are compared with. */
    private static final List<String> YARDSTICKS = List.of("HAProxy", "nginx");

    private Report() {
    }

    public static void main(String[] args) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            samples.add(Sample.parse(line, Double.parseDouble(args[1])));
        }
        Map<String, Map<String, List<Sample>>> workloads = new LinkedHashMap<>();
        for (Sample sample : samples) {
            workloads.computeIfAbsent(sample.workload, w -> new LinkedHashMap<>())
                    .computeIfAbsent(sample.proxy, p -> new ArrayList<>()).add(sample);
        }
        workloads.forEach(Report::print);
        if (args.length > 3) {
            Files.writeString(Path.of(args[3]), json(Files.readAllLines(Path.of(args[2])), samples));
        }
        List<Sample> failed = samples.stream().filter(s -> s.failures > 0).toList();
        failed.forEach(s -> System.err.printf("%s, %s, round %d: %d of %d requests failed%n", s.proxy, s.workload, s.round,
                s.failures, s.requests));
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static void print(String workload, Map<String, List<Sample>> proxies) {
        List<String> yardsticks = YARDSTICKS.stream().filter(proxies::containsKey).toList();
        System.out.printf("%n### %s connections, %s%n%n", workload.split(":")[0], workload.split(":")[1]);
        System.out.print("| proxy | CPU µs/request, median (min–max) |");
        yardsticks.forEach(y -> System.out.print(" to " + y + " |"));
        System.out.print(" user | system | requests/s (min–max) | p50 µs | p99 µs | RSS MiB | CPU busy |\n|---|---|"
                + "---|".repeat(yardsticks.size() + 7) + "\n");
        proxies.forEach((proxy, samples) -> {
            Series cost = new Series(samples, Sample::cost);
            System.out.print("| " + proxy + " | " + cost.text(2) + " |");
            for (String yardstick : yardsticks) {
                double ratio = cost.median() / new Series(proxies.get(yardstick), Sample::cost).median();
                System.out.printf(Locale.ROOT, " %.2f |", ratio);
            }
            System.out.printf(Locale.ROOT, " %.2f | %.2f | %s | %.0f | %.0f | %.0f | %.0f %% |%n",
                    new Series(samples, s -> s.userSeconds * 1e6 / s.requests).median(),
                    new Series(samples, s -> s.systemSeconds * 1e6 / s.requests).median(),
                    new Series(samples, Sample::rate).text(0),
                    new Series(samples, s -> s.p50).median(), new Series(samples, s -> s.p99).median(),
                    new Series(samples, s -> s.rssKib / 1024).median(), new Series(samples, s -> s.busy() * 100).median());
        });
    }

    private static String json(List<String> setting, List<Sample> samples) {
        StringJoiner lines = new StringJoiner(",\n    ", "[\n    ", "\n  ]");
        samples.forEach(s -> lines.add(s.json()));
        StringJoiner described = new StringJoiner(", ", "[", "]");
        setting.forEach(s -> described.add(quoted(s)));
        return "{\n  \"setting\": " + described + ",\n  \"samples\": " + lines + "\n}\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** One measurement: a proxy, a workload, a round. */
    private static final class Sample {

        private String proxy;
        private String workload;
        private int round;
        private long requests;
        private double seconds;
        private long failures;
        private double p50;
        private double p99;
        private double userSeconds;
        private double systemSeconds;
        private double rssKib;

        static Sample parse(String line, double ticksPerSecond) {
            String[] fields = line.split(" ");
            Sample sample = new Sample();
            sample.proxy = fields[0];
            sample.workload = fields[1];
            sample.round = Integer.parseInt(fields[2]);
            sample.requests = Long.parseLong(fields[3]);
            sample.seconds = Double.parseDouble(fields[4]);
            sample.failures = Long.parseLong(fields[5]);
            sample.p50 = Double.parseDouble(fields[6]);
            sample.p99 = Double.parseDouble(fields[7]);
            sample.userSeconds = Long.parseLong(fields[8]) / ticksPerSecond;
            sample.systemSeconds = Long.parseLong(fields[9]) / ticksPerSecond;
            sample.rssKib = Double.parseDouble(fields[10]);
            return sample;
        }

        /** CPU microseconds of the proxy per request. */
        double cost() {
            return (userSeconds + systemSeconds) * 1e6 / requests;
        }

        double rate() {
            return requests / seconds;
        }

        /** How much of its processor the proxy used, 0 to 1. */
        double busy() {
            return (userSeconds + systemSeconds) / seconds;
        }

        String json() {
            return String.format(Locale.ROOT, "{\"proxy\": %s, \"connections\": %s, \"path\": %s, \"round\": %d, \"requests\": %d,"
                    + " \"seconds\": %.6f, \"failures\": %d, \"cpu_micros_per_request\": %.3f, \"user_seconds\": %.2f,"
                    + " \"system_seconds\": %.2f, \"requests_per_second\": %.1f, \"p50_micros\": %.0f, \"p99_micros\": %.0f,"
                    + " \"rss_kib\": %.0f}", quoted(proxy), workload.split(":")[0], quoted(workload.split(":")[1]), round, requests,
                    seconds, failures, cost(), userSeconds, systemSeconds, rate(), p50, p99, rssKib);
        }
    }

    /** One number of all rounds. */
    private static final class Series {

        private final List<Double> sorted = new ArrayList<>();

        Series(List<Sample> samples, ToDoubleFunction<Sample> number) {
            samples.forEach(s -> sorted.add(number.applyAsDouble(s)));
            Collections.sort(sorted);
        }

        double median() {
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }

        String text(int decimals) {
            String number = "%." + decimals + "f";
            return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", median(), sorted.get(0),
                    sorted.get(sorted.size() - 1));
        }
    }
}
