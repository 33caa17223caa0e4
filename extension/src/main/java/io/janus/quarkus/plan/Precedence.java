package io.janus.quarkus.plan;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;

import io.janus.proxy.spec.RouteSpec.Match;

/** What decides between routes that match the same request, the most important first. As {@code RouteTable} has it. */
public enum Precedence {

    HOST(match -> match.host().map(host -> host.startsWith("*.") ? 1 : 2).orElse(0), "its host is more exact"),
    EXACT_PATH(match -> match.pathExact().isPresent() ? 1 : 0, "its path is exact"),
    PREFIX(match -> match.path().map(path -> trimmed(path).length() + 1).orElse(0), "its path is longer"),
    METHODS(match -> match.methods().isEmpty() ? 0 : 1, "it names methods"),
    HEADERS(match -> match.headers().size(), "it asks for more headers");

    /** The most specific last. */
    public static final Comparator<Match> ORDER = (one, other) -> first(one, other)
            .map(decisive -> decisive.compare(one, other)).orElse(0);

    private final ToIntFunction<Match> rank;
    private final String advantage;

    Precedence(ToIntFunction<Match> rank, String advantage) {
        this.rank = rank;
        this.advantage = advantage;
    }

    private int compare(Match one, Match other) {
        return Integer.compare(rank.applyAsInt(one), rank.applyAsInt(other));
    }

    /** What decides between two; empty when nothing does but their order. */
    public static Optional<Precedence> first(Match one, Match other) {
        for (Precedence criterion : values()) {
            if (criterion.compare(one, other) != 0) {
                return Optional.of(criterion);
            }
        }
        return Optional.empty();
    }

    /** What speaks for the more specific one, in words: {@code its path is longer}. */
    public String advantage() {
        return advantage;
    }

    /** {@code /v1/} means the same as {@code /v1}, and {@code /} the same as nothing. */
    static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
