package io.janus.quarkus.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The configuration is refused. Nothing changed. */
public final class BadConfigException extends Exception {

    private static final long serialVersionUID = 1;

    /** More than a terminal shows at once is no help; the first ones are usually the cause of the rest. */
    private static final int MOST_SHOWN = 50;

    private static final Comparator<ConfigProblem> BY_LINE = Comparator.comparing(BadConfigException::lineOrLast)
            .thenComparing(ConfigProblem::key).thenComparing(ConfigProblem::message);

    private final transient @Nullable Path file;
    private final transient List<ConfigProblem> problems;

    /**
     * @param file the operator's file, if there is one
     * @param problems all that is wrong, at least one
     */
    public BadConfigException(@Nullable Path file, List<ConfigProblem> problems) {
        super("the configuration has " + count(problems.size()));
        this.file = file;
        this.problems = problems.stream().distinct().sorted(BY_LINE).toList();
    }

    /** All that is wrong: first by line, then what has no line. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    /** The operator's file; null when there is none. */
    public @Nullable Path file() {
        return file;
    }

    /**
     * The whole text for an operator: a header, then one line for each problem, as {@code file:line: key: message}, which
     * editors and terminals make clickable.
     */
    public String render() {
        String name = file == null ? "the configuration" : file.toString();
        StringBuilder text = new StringBuilder().append(count(problems.size())).append(" in ").append(name).append(':');
        problems.stream().limit(MOST_SHOWN).forEach(problem -> text.append("\n  ").append(line(problem)));
        if (problems.size() > MOST_SHOWN) {
            text.append("\n  … and ").append(problems.size() - MOST_SHOWN).append(" more");
        }
        return text.toString();
    }

    private String line(ConfigProblem problem) {
        String where = problem.line() != null ? (file == null ? "line " : file + ":") + problem.line() + ": "
                : file != null && problem.key().isEmpty() ? file + ": " : "";
        return where + (problem.key().isEmpty() ? "" : problem.key() + ": ") + problem.message();
    }

    private static int lineOrLast(ConfigProblem problem) {
        Integer line = problem.line();
        return line == null ? Integer.MAX_VALUE : line;
    }

    private static String count(int problems) {
        return problems == 1 ? "1 problem" : problems + " problems";
    }
}
