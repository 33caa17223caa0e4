package io.janus.quarkus.explain;

import java.util.Optional;

import io.janus.proxy.stats.ErrorCode;

/**
 * Why a request goes where it goes.
 *
 * @param way which one it takes
 * @param picks which endpoint takes it; empty where none is asked for
 */
public record Explanation(Routed way, Optional<Picks> picks) {

    /** What Janus answers itself; empty when an endpoint answers. */
    public Optional<OwnAnswer> answer() {
        return way.answer().or(() -> picks.filter(made -> made.trials() > 0 && made.none() == made.trials())
                .map(made -> way.request().isPresent()
                        ? OwnAnswer.of(ErrorCode.NO_ENDPOINT, "the policy picks none of the endpoints for it")
                        : OwnAnswer.reset(ErrorCode.NO_ENDPOINT, "the policy picks none of the endpoints for it")));
    }
}
