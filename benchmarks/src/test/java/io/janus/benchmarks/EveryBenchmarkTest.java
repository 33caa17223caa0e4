package io.janus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark with each of its parameters for a moment, in this JVM. The times mean nothing; one that throws fails. */
class EveryBenchmarkTest {

    private static Collection<RunResult> results;

    @BeforeAll
    static void run_each_for_a_moment() throws RunnerException {
        // Somebody may be measuring on this machine, which the lock is there to notice.
        System.setProperty("jmh.ignoreLock", "true");
        results = new Runner(new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build()).run();
    }

    @Test
    void each_class_of_benchmarks_is_run() {
        assertThat(results).extracting(result -> simpleClassName(result.getParams().getBenchmark()))
                .containsOnly("AttemptOnEndpoint", "ChunkReading", "CounterIncrement", "LatencyRecording", "Pick",
                        "RequestForwarding", "RequestHeadScan", "ResponseForwarding", "ResponseHeadScan", "RouteLookUp");
    }

    @Test
    void each_result_is_a_row_with_its_parameters() {
        assertThat(ResultTable.of(results)).hasSize(2 + results.size())
                .startsWith("| benchmark | with | ns/op | B/op |", "|---|---|---:|---:|")
                .anySatisfy(row -> assertThat(row).startsWith("| RequestHeadScan.scan | size LARGE | "))
                .anySatisfy(row -> assertThat(row)
                        .startsWith("| Pick.pick | count 1000, endpoints EQUAL, policy least-request | "));
    }

    @Test
    void each_row_has_a_time_and_bytes() {
        assertThat(ResultTable.of(results)).filteredOn(row -> row.contains("."))
                .hasSameSizeAs(results)
                .allSatisfy(row -> assertThat(row).matches(".* \\| \\d+\\.\\d \\| \\d+(\\.\\d\\d)? \\|"));
    }

    private static String simpleClassName(String benchmark) {
        String className = benchmark.substring(0, benchmark.lastIndexOf('.'));
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
