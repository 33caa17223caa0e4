package io.janus.quarkus.explain;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.janus.balancer.Balancer;
import io.janus.proxy.spec.BackendSpec;
import io.janus.proxy.state.BackendState;
import io.janus.proxy.state.ListenerState;
import io.janus.proxy.state.SharedState;

/**
 * Explains requests, without making any: the route by the published table, the pick by a fresh balancer of the same policy, so
 * that the one in force does not notice. Any thread but an event loop.
 */
public final class Explainer {

    private final SharedState state;
    private final Trials trials;
    private final Supplier<RandomGenerator> randoms;

    /** @param fresh makes the balancer of a backend anew, where and when factories may be called */
    public Explainer(SharedState state, Function<BackendSpec, CompletableFuture<Balancer>> fresh) {
        this(state, new Trials(fresh), SplittableRandom::new);
    }

    /** @param randoms makes what one trial picks by */
    Explainer(SharedState state, Trials trials, Supplier<RandomGenerator> randoms) {
        this.state = state;
        this.trials = trials;
        this.randoms = randoms;
    }

    /**
     * Explains where a request to a listener goes. Takes a few milliseconds at 10,000 routes.
     *
     * @return completed on any thread, within seconds whatever the policy does; empty when there is no such listener
     */
    public CompletableFuture<Optional<Explanation>> explain(String listener, Question question) {
        ListenerState asked = state.current().listeners().get(listener);
        if (asked == null) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Routed way = Routed.of(question, asked);
        Optional<BackendState> backend = way.backend();
        if (backend.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(new Explanation(way, Optional.empty())));
        }
        BackendState to = backend.get();
        CompletableFuture<Trial> trial = to.eligibleCount() == 0
                ? CompletableFuture.completedFuture(Trial.nothingToTry())
                : trials.of(to, new TrialRequest(to.eligibleCount(), way.client(), way.forwarded(), randoms.get()));
        return trial.thenApply(made -> Optional.of(new Explanation(way, Optional.of(Picks.of(to, made)))));
    }
}
