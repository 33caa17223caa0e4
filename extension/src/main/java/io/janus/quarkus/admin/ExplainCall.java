package io.janus.quarkus.admin;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.janus.quarkus.admin.AdminApi.Answer;
import io.janus.quarkus.explain.BadQuestionException;
import io.janus.quarkus.explain.Explainer;
import io.janus.quarkus.explain.Question;
import io.vertx.core.MultiMap;

/** Answers what way a request would take, to a few at once: routes are looked at on the thread that renders for everyone. */
final class ExplainCall {

    /** People ask one after the other; at 10,000 routes so many keep the thread that renders for less than 0.1 s. */
    static final int MOST = 8;

    private static final Set<String> KEYS = Set.of("listener", "method", "url", "client", "header");

    private final Explainer explainer;
    private final Executor renderer;
    private final Semaphore room = new Semaphore(MOST);

    /** @param renderer where routes are looked at and JSON is made: not an event loop */
    ExplainCall(Explainer explainer, Executor renderer) {
        this.explainer = explainer;
        this.renderer = renderer;
    }

    /**
     * Reads the question and answers it.
     *
     * @param asked the parameters of the query, decoded
     * @return completed exceptionally with a {@link Problem} when there is no such listener
     * @throws Problem when the question is none, or too many are being answered
     */
    CompletableFuture<Answer> answer(MultiMap asked) {
        for (String name : asked.names()) {
            if (!KEYS.contains(name)) {
                throw new Problem(400, "The query has " + Caller.printable(name) + " and may have "
                        + String.join(", ", KEYS.stream().sorted().toList()) + ".");
            }
        }
        String listener = asked.get("listener");
        if (listener == null) {
            throw new Problem(400, "listener is missing and must be the name of a listener.");
        }
        Question question = question(asked);
        if (!room.tryAcquire()) {
            throw new Problem(503, MOST + " requests are being explained already. Try again in a moment.");
        }
        return explained(listener, question).whenComplete((answer, failure) -> room.release());
    }

    private CompletableFuture<Answer> explained(String listener, Question question) {
        try {
            return CompletableFuture.supplyAsync(() -> explainer.explain(listener, question), renderer)
                    .thenCompose(Function.identity()).thenApplyAsync(found -> Answer.of(ExplainJson.of(found.orElseThrow(
                            () -> new Problem(404, "There is no listener " + Caller.printable(listener) + ".")))), renderer);
        } catch (RejectedExecutionException e) { // Janus stops
            return CompletableFuture.failedFuture(new Problem(503, "Janus is stopping."));
        }
    }

    private static Question question(MultiMap asked) {
        try {
            return Question.of(or(asked.get("method"), "GET"), or(asked.get("url"), "/"), or(asked.get("client"), "127.0.0.1"),
                    asked.getAll("header"));
        } catch (BadQuestionException e) {
            throw new Problem(400, String.valueOf(e.getMessage()));
        }
    }

    private static String or(@Nullable String said, String usual) {
        return said == null ? usual : said;
    }
}
