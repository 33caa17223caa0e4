package io.janus.quarkus.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;

import io.janus.proxy.state.SharedState;
import io.janus.quarkus.admin.AdminApi.Answer;
import io.janus.quarkus.explain.Explainer;
import io.vertx.core.MultiMap;

/** Explaining on a thread of the test's own, of a Janus that has no listener. */
class ExplainCallTest {

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final Explainer explainer = new Explainer(new SharedState(), backend -> {
        throw new AssertionError("there is no backend");
    });
    private final ExplainCall call = new ExplainCall(explainer, thread::add);

    private static CompletableFuture<Answer> ask(ExplainCall call) {
        return call.answer(MultiMap.caseInsensitiveMultiMap().add("listener", "web"));
    }

    @Test
    void a_few_are_answered_at_once_and_then_others_whatever_the_answer_was() {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < ExplainCall.MOST; i++) {
            answers.add(ask(call));
        }
        assertThatThrownBy(() -> ask(call)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.status()).isEqualTo(503));

        while (!thread.isEmpty()) {
            thread.remove().run();
        }
        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(ask(call)).isNotDone();
    }

    @Test
    void where_nothing_is_rendered_any_more_no_room_is_lost() {
        ExplainCall stopped = new ExplainCall(explainer, task -> {
            throw new RejectedExecutionException();
        });
        for (int i = 0; i < 2 * ExplainCall.MOST; i++) {
            assertThat(ask(stopped)).isCompletedExceptionally();
        }
    }
}
