package io.janus.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as a Markdown table. */
final class ResultTable {

    /** What the profiler gc says of a call: the bytes that were allocated. */
    private static final String BYTES = "gc.alloc.rate.norm";

    /**
     * Whatever is below comes of JMH and of threads beside, spread over all calls. An object has 16 bytes at least, so one made
     * in every hundredth call would show.
     */
    private static final double SOME_BYTES = 0.1;

    private ResultTable() {
    }

    /** The lines of the table, in the order of the results. */
    static List<String> of(Collection<RunResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add("| benchmark | with | ns/op | B/op |");
        lines.add("|---|---|---:|---:|");
        for (RunResult result : results) {
            BenchmarkParams benchmark = result.getParams();
            lines.add("| " + name(benchmark) + " | " + parameters(benchmark) + " | " + time(result.getPrimaryResult()) + " | "
                    + bytes(result) + " |");
        }
        return lines;
    }

    /** {@code Class.method}. */
    private static String name(BenchmarkParams benchmark) {
        String name = benchmark.getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    private static String parameters(BenchmarkParams benchmark) {
        return benchmark.getParamsKeys().stream().map(key -> key + " " + benchmark.getParam(key))
                .collect(Collectors.joining(", "));
    }

    /** The error is half of the interval in which the mean lies with 99.9 %; none where there are too few samples to tell. */
    private static String time(Result<?> time) {
        double error = time.getScoreError();
        String score = String.format(Locale.ROOT, "%.1f", time.getScore());
        return Double.isNaN(error) ? score : score + String.format(Locale.ROOT, " ± %.1f", error);
    }

    private static String bytes(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get(BYTES);
        if (bytes == null) {
            return "not asked";
        }
        return bytes.getScore() < SOME_BYTES ? "0" : String.format(Locale.ROOT, "%.2f", bytes.getScore());
    }
}
