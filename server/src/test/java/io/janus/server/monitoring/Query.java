package io.janus.server.monitoring;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.janus.server.monitoring.Tokens.Kind;

/**
 * Reads a query in PromQL, as much of it as dashboards and alerts of Janus use, and follows the labels through it: a metric, a
 * label or a value that does not exist is a mistake, and so is a label that an aggregation has taken away before, and two sides
 * that can never match. What it does not know is a mistake too, so that nothing goes unchecked.
 */
final class Query {

    private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count", "group");

    /** Of a range of samples of a counter. */
    private static final Set<String> OF_COUNTERS = Set.of("rate", "irate", "increase");
    private static final Set<String> OF_RANGES = Set.of("changes", "last_over_time", "max_over_time", "avg_over_time");
    private static final Pattern COUNTER = Pattern.compile("\\w+_(total|bucket|count|sum)");

    /** The higher, the closer it binds. */
    private static final Map<String, Integer> OPERATORS = Map.ofEntries(Map.entry("or", 1), Map.entry("and", 2),
            Map.entry("unless", 2), Map.entry("==", 3), Map.entry("!=", 3), Map.entry("<", 3), Map.entry(">", 3),
            Map.entry("<=", 3), Map.entry(">=", 3), Map.entry("+", 4), Map.entry("-", 4), Map.entry("*", 5),
            Map.entry("/", 5), Map.entry("%", 5));
    private static final Set<String> SETS = Set.of("or", "and", "unless");

    /** A variable of Grafana in a value, which only Grafana can fill in. */
    private static final String VARIABLE = "$";

    /** What an expression yields: samples with these labels, or a bare number. */
    private record Result(boolean number, Set<String> labels) {

        static final Result NUMBER = new Result(true, Set.of());

        static Result with(Set<String> labels) {
            return new Result(false, labels);
        }
    }

    private final Tokens tokens;
    private final Exposition exposed;

    private Query(String query, Exposition exposed) {
        this.tokens = new Tokens(query);
        this.exposed = exposed;
    }

    /**
     * Checks a query.
     *
     * @return the labels of what it yields
     * @throws IllegalArgumentException with what is wrong
     */
    static Set<String> check(String query, Exposition exposed) {
        Query checked = new Query(query, exposed);
        Result result = checked.expression(1);
        if (checked.tokens.peek().kind() != Kind.END) {
            throw checked.tokens.mistake("something follows the end: " + checked.tokens.peek().text());
        }
        return result.labels();
    }

    private Result expression(int binding) {
        Result left = operand();
        while (OPERATORS.getOrDefault(tokens.peek().text(), 0) >= binding && tokens.peek().kind() != Kind.TEXT) {
            String operator = tokens.take().text();
            Set<String> on = tokens.takeIf("on") ? labels() : null;
            Set<String> many = tokens.takeIf("group_left") ? labels() : null;
            Result right = expression(OPERATORS.get(operator) + 1);
            left = combine(operator, left, right, on, many);
        }
        return left;
    }

    private Result combine(String operator, Result left, Result right, Set<String> on, Set<String> many) {
        if (left.number() || right.number()) {
            return left.number() ? right : left;
        }
        if (on != null) {
            require(on, left);
            require(on, right);
        } else if (!left.labels().equals(right.labels())) {
            throw tokens.mistake("the two sides of " + operator + " never match: " + left.labels() + ", " + right.labels());
        }
        if (on == null || SETS.contains(operator)) {
            return left;
        }
        return Result.with(many == null ? on : with(left.labels(), many));
    }

    private Result operand() {
        if (tokens.takeIf("-")) {
            return operand();
        }
        if (tokens.takeIf("(")) {
            Result inner = expression(1);
            tokens.require(")");
            return inner;
        }
        if (tokens.peek().kind() == Kind.NUMBER) {
            tokens.take();
            return Result.NUMBER;
        }
        String name = tokens.require(Kind.NAME);
        if (AGGREGATIONS.contains(name)) {
            return aggregation();
        }
        if (OF_COUNTERS.contains(name) || OF_RANGES.contains(name)) {
            return overTime(name);
        }
        return name.equals("histogram_quantile") ? quantile() : samples(name);
    }

    private Result aggregation() {
        boolean by = tokens.takeIf("by");
        boolean without = !by && tokens.takeIf("without");
        Set<String> named = by || without ? labels() : Set.of();
        tokens.require("(");
        Result inner = expression(1);
        tokens.require(")");
        require(named, inner);
        if (!without) {
            return Result.with(named);
        }
        Set<String> left = new TreeSet<>(inner.labels());
        left.removeAll(named);
        return Result.with(left);
    }

    private Result overTime(String function) {
        tokens.require("(");
        String metric = tokens.require(Kind.NAME);
        if (OF_COUNTERS.contains(function) && !COUNTER.matcher(metric).matches()) {
            throw tokens.mistake(function + " is for counters, and " + metric + " is none");
        }
        Result samples = samples(metric);
        tokens.require("[");
        tokens.require(Kind.DURATION);
        tokens.require("]");
        tokens.require(")");
        return samples;
    }

    private Result quantile() {
        tokens.require("(");
        tokens.require(Kind.NUMBER);
        tokens.require(",");
        Result buckets = expression(1);
        tokens.require(")");
        require(Set.of("le"), buckets);
        Set<String> left = new TreeSet<>(buckets.labels());
        left.remove("le");
        return Result.with(left);
    }

    private Result samples(String metric) {
        if (!exposed.has(metric)) {
            throw tokens.mistake("there is no metric " + metric);
        }
        Result all = Result.with(exposed.labels(metric));
        if (tokens.takeIf("{")) {
            while (!tokens.takeIf("}")) {
                String label = tokens.require(Kind.NAME);
                String operator = tokens.require(Kind.SIGN);
                require(Set.of(label), all);
                value(metric, label, operator, tokens.require(Kind.TEXT));
                if (!tokens.peek().is("}")) {
                    tokens.require(",");
                }
            }
        }
        return all;
    }

    /** Each of the values that are asked for, or ruled out, must be one that there is: otherwise someone renamed it. */
    private void value(String metric, String label, String operator, String wanted) {
        if (wanted.contains(VARIABLE)) {
            return;
        }
        for (String one : operator.endsWith("~") ? wanted.split("\\|", -1) : new String[] { wanted }) {
            Pattern pattern = operator.endsWith("~") ? Pattern.compile(one) : Pattern.compile(Pattern.quote(one));
            if (exposed.values(metric, label).stream().noneMatch(value -> pattern.matcher(value).matches())) {
                throw tokens.mistake("no " + label + " of " + metric + " is " + one + ", but "
                        + exposed.values(metric, label));
            }
        }
    }

    private Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        tokens.require("(");
        while (!tokens.takeIf(")")) {
            labels.add(tokens.require(Kind.NAME));
            if (!tokens.peek().is(")")) {
                tokens.require(",");
            }
        }
        return labels;
    }

    private void require(Set<String> wanted, Result result) {
        if (!result.labels().containsAll(wanted)) {
            throw tokens.mistake("of the labels " + wanted + " there are only " + result.labels());
        }
    }

    private static Set<String> with(Set<String> labels, Set<String> more) {
        Set<String> both = new TreeSet<>(labels);
        both.addAll(more);
        return both;
    }
}
