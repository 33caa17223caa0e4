import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/**
 * What the 99.9th percentile of a proxy becomes while its control plane is in a storm, and what it becomes where the same processor time
 * is only burnt: the difference is what requests wait for the control plane.
 */
final class Interference {

    /** The most that the percentile may be in a storm, of what it is without. A tenth is what a virtual machine varies by itself. */
    private static final double TARGET = 1.10;

    /**
     * What must be left of the processor of the load in percent, quiet and in the control, which have nothing of the control plane: with less,
     * the load itself is slow, or the machine, and the round says nothing.
     */
    private static final double LEAST_IDLE = 5;

    private static final String JANUS = "Janus";

    private final Map<String, List<Line>> quiet;
    private final Map<String, List<Line>> storm;
    private final Map<String, List<Line>> control;

    /** The phases of one round: at one rate, and within the same half a minute of a machine that changes its speed. */
    private record Round(Line quiet, Line storm, Line control) {

        boolean counts() {
            return quiet.number("idle_percent") >= LEAST_IDLE && control.number("idle_percent") >= LEAST_IDLE;
        }

        double stormToQuiet() {
            return percentile(storm) / percentile(quiet);
        }

        double controlToQuiet() {
            return percentile(control) / percentile(quiet);
        }

        double stormToControl() {
            return percentile(storm) / percentile(control);
        }
    }

    Interference(Map<Workload, Map<String, List<Line>>> measured) {
        quiet = measured.getOrDefault(Workload.QUIET, Map.of());
        storm = measured.getOrDefault(Workload.STORM, Map.of());
        control = measured.getOrDefault(Workload.CONTROL, Map.of());
    }

    /** Those with a sample of each phase. */
    private Set<String> proxies() {
        Set<String> proxies = new LinkedHashSet<>(quiet.keySet());
        proxies.retainAll(storm.keySet());
        proxies.retainAll(control.keySet());
        return proxies;
    }

    /** Two tables with a row for each proxy, or nothing when none was measured. */
    String markdown() {
        if (proxies().isEmpty()) {
            return "";
        }
        StringJoiner percentiles = new StringJoiner("\n", "| proxy | requests/s | p99.9 µs quiet, median (min–max) | in the storm | control "
                + "| storm to quiet, of the same round | control to quiet | storm to control | rounds that count | failed: quiet, storm, control "
                + "| target: at most | met |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n", "\n");
        StringJoiner processors = new StringJoiner("\n", "| proxy | its CPU ms/s quiet | in the storm | control | CPU ms/s of the storm's client "
                + "| burnt in the control, CPU ms/s | reloads/s | slowest, ms | readings/s | events/s | failed of these | connections that the load opened anew |\n"
                + "|---|---|---|---|---|---|---|---|---|---|---|---|\n", "\n");
        for (String proxy : proxies()) {
            percentiles.add(percentiles(proxy));
            processors.add(processors(proxy));
        }
        return percentiles + "\n" + processors;
    }

    /** Whether Janus was measured, and missed its target, or was not measured well enough to say. */
    boolean missed() {
        return proxies().contains(JANUS) && !verdict(JANUS).equals("yes");
    }

    private String verdict(String proxy) {
        int rounds = quiet.get(proxy).size();
        if (counted(proxy).size() * 2 <= rounds) {
            return "**not judged**: the processor of the load was full";
        }
        return met(proxy) ? "yes" : "**no**";
    }

    /** The storm may cost what the same processor time costs anybody, and not more: where that alone is too much, it is the yardstick. */
    private boolean met(String proxy) {
        List<Round> rounds = counted(proxy);
        return failures(storm.get(proxy)) == 0 && sum(storm.get(proxy), "storm_failures") == 0
                && (printed(rounds, Round::stormToQuiet) <= TARGET
                        || printed(rounds, Round::controlToQuiet) > TARGET && printed(rounds, Round::stormToControl) <= TARGET);
    }

    private List<Round> counted(String proxy) {
        List<Round> rounds = new ArrayList<>();
        for (Line sample : storm.get(proxy)) {
            Optional<Line> before = inRound(quiet.get(proxy), sample);
            Optional<Line> burnt = inRound(control.get(proxy), sample);
            if (before.isPresent() && burnt.isPresent()) {
                rounds.add(new Round(before.get(), sample, burnt.get()));
            }
        }
        rounds.removeIf(round -> !round.counts());
        return rounds;
    }

    private static Optional<Line> inRound(List<Line> phase, Line sample) {
        return phase.stream().filter(other -> other.number("round") == sample.number("round")).findFirst();
    }

    private String percentiles(String proxy) {
        boolean judged = proxy.equals(JANUS);
        StringJoiner row = new StringJoiner(" | ", "| ", " |").add(proxy).add(new Series(quiet.get(proxy), s -> s.number("rate")).median(0));
        for (Map<String, List<Line>> phase : List.of(quiet, storm, control)) {
            row.add(new Series(phase.get(proxy), Interference::percentile).medianAndRange(0));
        }
        List<Round> rounds = counted(proxy);
        for (ToDoubleFunction<Round> ratio : List.<ToDoubleFunction<Round>> of(Round::stormToQuiet, Round::controlToQuiet, Round::stormToControl)) {
            row.add(new Series(rounds, ratio).medianAndRange(2));
        }
        return row.add(rounds.size() + " of " + quiet.get(proxy).size())
                .add(failures(quiet.get(proxy)) + ", " + failures(storm.get(proxy)) + ", " + failures(control.get(proxy)))
                .add(judged ? Series.fixed(TARGET, 2) : "–").add(judged ? verdict(proxy) : "–").toString();
    }

    private String processors(String proxy) {
        List<Line> stormed = storm.get(proxy);
        StringJoiner row = new StringJoiner(" | ", "| ", " |").add(proxy);
        for (Map<String, List<Line>> phase : List.of(quiet, storm, control)) {
            row.add(median(phase.get(proxy), s -> Workload.Cost.processor(s) / s.number("seconds") * 1000, 0));
        }
        for (Map<String, List<Line>> phase : List.of(storm, control)) {
            row.add(median(phase.get(proxy), s -> s.number("beside_seconds") / s.number("seconds") * 1000, 0));
        }
        return row.add(median(stormed, rate("reloads"), 2))
                .add(median(stormed, s -> s.number("slowest_reload_millis"), 0)).add(median(stormed, rate("scrapes"), 1))
                .add(median(stormed, rate("events"), 1)).add(Long.toString(sum(stormed, "storm_failures")))
                .add(Long.toString(sum(stormed, "reopened"))).toString();
    }

    private static ToDoubleFunction<Line> rate(String field) {
        return s -> s.number(field) / s.number("storm_seconds");
    }

    private static String median(List<Line> samples, ToDoubleFunction<Line> number, int decimals) {
        return new Series(samples, number).median(decimals);
    }

    private static double percentile(Line sample) {
        return sample.number("p999_micros");
    }

    private static long failures(List<Line> samples) {
        return sum(samples, "failures");
    }

    private static long sum(List<Line> samples, String field) {
        return (long) samples.stream().mapToDouble(s -> s.number(field)).sum();
    }

    /** By the two decimals that are printed: what is behind them is noise. */
    private static double printed(List<Round> rounds, ToDoubleFunction<Round> ratio) {
        return Double.parseDouble(new Series(rounds, ratio).median(2));
    }
}
